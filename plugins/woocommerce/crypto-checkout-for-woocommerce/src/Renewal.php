<?php
/**
 * New tokens in place of old ones.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Renews the tokens of a connection, in one process at a time: to the platform, an old refresh token that comes back late is a theft. */
final class Renewal {

	/** The platform's codes for a key that will never work again. */
	const DEAD_KEYS = array( 'api_key_invalid', 'api_key_revoked', 'api_key_expired' );

	/** The platform's codes for an access token that may be renewed. */
	const STALE_TOKENS = array( 'token_invalid', 'token_expired' );

	/**
	 * A token other than the one given; another process may have got it meanwhile.
	 *
	 * @param Connection $connection Whose tokens.
	 * @param string     $old        The token that ends or was refused.
	 * @throws ApiProblem Where the connection has ended, or the platform cannot be asked now.
	 */
	public static function token( Connection $connection, string $old ): string {
		return $connection->locked(
			static function () use ( $connection, $old ): string {
				$connection->require_standing();
				if ( $connection->access_token() === $old || ! $connection->lasts( 0 ) ) {
					self::renew( $connection );
				}
				return $connection->access_token();
			}
		);
	}

	/**
	 * Deals with a refusal of the token or key: renews what can be renewed, and keeps what has ended.
	 *
	 * @param Connection $connection Whose call was refused.
	 * @param string     $bearer     What was shown.
	 * @param ApiProblem $problem    What the platform said.
	 * @return bool Whether there is another token now.
	 * @throws ApiProblem Where the connection has ended, or cannot be renewed now.
	 */
	public static function after( Connection $connection, string $bearer, ApiProblem $problem ): bool {
		if ( $connection->by_key() && in_array( $problem->code_name(), self::DEAD_KEYS, true ) ) {
			self::end( $connection, $bearer, $problem );
		}
		if ( $connection->by_key() || ! in_array( $problem->code_name(), self::STALE_TOKENS, true ) ) {
			return false;
		}
		self::token( $connection, $bearer );
		return true;
	}

	/**
	 * Keeps that the platform will not take this credential any more, unless another took its place meanwhile.
	 *
	 * @param Connection $connection Whose it is.
	 * @param string     $bearer     The token or key.
	 * @param ApiProblem $problem    What the platform said.
	 */
	public static function end( Connection $connection, string $bearer, ApiProblem $problem ): void {
		$connection->locked(
			static function () use ( $connection, $bearer, $problem ): void {
				if ( $connection->holds( $bearer ) ) {
					Plugin::log( 'warning', 'The connection of ' . $connection->mode() . ' mode has ended: ' . $problem->code_name() );
					$connection->change( array( 'ended' => '' === $problem->getMessage() ? $problem->code_name() : $problem->getMessage() ) );
				}
			}
		);
	}

	/**
	 * Asks for new tokens, and keeps both before anything is done with them: where the answer is lost, the old one may be shown again.
	 *
	 * @param Connection $connection Whose tokens.
	 * @throws ApiProblem Where the connection has ended, or the platform cannot be asked now.
	 */
	private static function renew( Connection $connection ): void {
		try {
			$connection->change( OAuth::refresh( $connection->base_url(), $connection->client_id(), $connection->refresh_token() ) );
		} catch ( ApiProblem $problem ) {
			if ( ! in_array( $problem->code_name(), array( 'invalid_grant', 'invalid_client' ), true ) ) {
				throw $problem;
			}
			if ( 'invalid_client' === $problem->code_name() ) {
				Registration::forget();
			}
			self::end( $connection, $connection->access_token(), $problem );
			$connection->require_standing();
		}
	}
}
