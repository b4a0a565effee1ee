<?php
/**
 * How a connection ends.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Ends a connection on both sides, as far as the platform is reached; on a copy of the site only here, because the shop goes on using it. */
final class Disconnect {

	/**
	 * Ends a connection: the endpoint is deleted, the tokens are revoked, and everything is forgotten here in any case.
	 *
	 * @param string $mode The mode: test or live.
	 * @return string[] What could not be done, in words; empty where all was.
	 */
	public static function run( string $mode ): array {
		$connection = Connection::load( $mode );
		if ( ! $connection->exists() || $connection->cloned() ) {
			$connection->forget();
			return array();
		}
		try {
			return $connection->locked(
				static function () use ( $connection ): array {
					$left = self::end_at_platform( $connection );
					$connection->forget();
					return $left;
				}
			);
		} catch ( ApiProblem $problem ) {
			// Nothing was told to the platform, because another process kept the connection to itself.
			$connection->forget();
			return array( $problem->getMessage() );
		}
	}

	/**
	 * Deletes and revokes, as far as the platform is reached.
	 *
	 * @param Connection $connection Which one.
	 * @return string[] What could not be done.
	 */
	private static function end_at_platform( Connection $connection ): array {
		$left = array();
		try {
			if ( '' !== $connection->endpoint_id() && $connection->connected() ) {
				Endpoint::delete( $connection, $connection->endpoint_id() );
			}
		} catch ( ApiProblem $problem ) {
			if ( 'connection_ended' !== $problem->code_name() ) {
				/* translators: %s: reason */
				$left[] = sprintf( __( 'The webhook endpoint was not deleted: %s', 'crypto-checkout-for-woocommerce' ), $problem->getMessage() );
			}
			if ( 'not_reached' === $problem->code_name() ) {
				// Whoever waits for the page does not wait for a second time-out.
				$left[] = __( 'The access was not revoked.', 'crypto-checkout-for-woocommerce' );
				return $left;
			}
		}
		try {
			if ( '' !== $connection->refresh_token() ) {
				OAuth::revoke( $connection->base_url(), $connection->client_id(), $connection->refresh_token() );
			}
		} catch ( ApiProblem $problem ) {
			/* translators: %s: reason */
			$left[] = sprintf( __( 'The access was not revoked: %s', 'crypto-checkout-for-woocommerce' ), $problem->getMessage() );
		}
		return $left;
	}

	/**
	 * Deletes the endpoint of a connection that another takes the place of; where that fails it stands in the log.
	 *
	 * @param Connection $old Whose endpoint it is; that of a copy stays, because the shop uses it.
	 * @param Connection $by  With whose access: its own, as long as it is stored.
	 * @return bool Whether there is none any more.
	 */
	public static function drop_endpoint( Connection $old, Connection $by ): bool {
		if ( '' === $old->endpoint_id() || $old->cloned() ) {
			return true;
		}
		try {
			Endpoint::delete( $by, $old->endpoint_id() );
			return true;
		} catch ( ApiProblem $problem ) {
			Plugin::log( 'notice', 'An endpoint that is not used was not deleted: ' . $problem->code_name() );
			return false;
		}
	}

	/**
	 * Ends a connection that is not kept, or that another took the place of; where that fails it stands in the log.
	 *
	 * @param string $base_url      The platform.
	 * @param string $client_id     The client.
	 * @param string $refresh_token What ends it.
	 */
	public static function quietly( string $base_url, string $client_id, string $refresh_token ): void {
		try {
			OAuth::revoke( $base_url, $client_id, $refresh_token );
		} catch ( ApiProblem $problem ) {
			Plugin::log( 'notice', 'A connection that is not used was not revoked: ' . $problem->code_name() );
		}
	}
}
