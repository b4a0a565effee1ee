<?php
/**
 * The platform's answer to a connection.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Takes the answer that the browser brings back from the consent page, once, from whoever began. */
final class Callback {

	/** The browser came back. */
	public static function answer(): void {
		Acts::require_manager();
		// The nonce is a part of the state, which is checked below: the platform sends back the state and nothing else of ours.
		$answer = array();
		foreach ( array( 'state', 'iss', 'code', 'error' ) as $name ) {
			$answer[ $name ] = isset( $_GET[ $name ] ) && is_string( $_GET[ $name ] ) ? sanitize_text_field( wp_unslash( $_GET[ $name ] ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification
		}
		try {
			$done = self::finish( $answer );
			Notices::flash( $done[0], $done[1] );
		} catch ( ApiProblem $problem ) {
			Notices::flash( 'error', $problem->getMessage() );
		}
		Admin::go( Admin::url() );
	}

	/**
	 * Checks the answer and connects.
	 *
	 * @param array<string,string> $answer Its parameters: state, iss, code, error.
	 * @return string[] The kind of notice and its text.
	 * @throws ApiProblem Where nothing was connected.
	 */
	private static function finish( array $answer ): array {
		$pending = self::take( $answer['state'] );
		if ( null === $pending ) {
			throw new ApiProblem( 0, 'state', __( 'This answer belongs to no connection that you began in the last ten minutes, or it was used already. Nothing was changed; press Connect again.', 'crypto-checkout-for-woocommerce' ) );
		}
		if ( PlatformUrl::normal( $answer['iss'] ) !== $pending['base_url'] ) {
			throw new ApiProblem( 0, 'iss', __( 'This answer came from another platform than the one that was asked. Nothing was connected. Enter the very address under which the platform shows itself.', 'crypto-checkout-for-woocommerce' ) );
		}
		if ( 'access_denied' === $answer['error'] ) {
			return array( 'info', __( 'You canceled; nothing was connected.', 'crypto-checkout-for-woocommerce' ) );
		}
		if ( '' !== $answer['error'] || '' === $answer['code'] ) {
			/* translators: %s: code of an error */
			throw new ApiProblem( 0, 'refused', sprintf( __( 'The platform did not connect the shop (%s). Press Connect again.', 'crypto-checkout-for-woocommerce' ), '' === $answer['error'] ? 'no code' : $answer['error'] ) );
		}
		return self::connect( $pending, $answer['code'] );
	}

	/**
	 * Exchanges the code and keeps the connection; what is not kept is revoked.
	 *
	 * @param array<string,mixed> $pending What was begun.
	 * @param string              $code    The code.
	 * @return string[] The kind of notice and its text.
	 * @throws ApiProblem Where nothing was connected.
	 */
	private static function connect( array $pending, string $code ): array {
		$tokens     = self::exchange( $pending, $code );
		$connection = Connection::made( $pending['mode'], $tokens + $pending );
		try {
			self::require_scopes( $tokens['scope'] );
			Connect::complete( $connection, $tokens['access_token'] );
		} catch ( ApiProblem $problem ) {
			Disconnect::quietly( $pending['base_url'], $pending['client_id'], $tokens['refresh_token'] );
			throw $problem;
		}
		/* translators: %s: name of a store */
		return array( 'success', sprintf( __( 'The shop is connected to %s.', 'crypto-checkout-for-woocommerce' ), $connection->store_name() ) );
	}

	/**
	 * The tokens for the code.
	 *
	 * @param array<string,mixed> $pending What was begun.
	 * @param string              $code    The code.
	 * @return array<string,mixed> The connection's fields, and the scope.
	 * @throws ApiProblem Where there are none.
	 */
	private static function exchange( array $pending, string $code ): array {
		try {
			return OAuth::exchange( $pending['base_url'], $pending['client_id'], Registration::redirect_uri(), $code, $pending['verifier'] );
		} catch ( ApiProblem $problem ) {
			if ( ! in_array( $problem->code_name(), array( 'invalid_grant', 'invalid_client' ), true ) ) {
				throw $problem;
			}
			// The platform's words are about codes, of which whoever pressed a button knows nothing.
			throw new ApiProblem( $problem->status(), $problem->code_name(), __( 'The platform does not take this answer any more; it is good for a minute, and once. Nothing was connected; press Connect again.', 'crypto-checkout-for-woocommerce' ) );
		}
	}

	/**
	 * The connection that this state was made for, which is then used up; null where the person at the browser began none.
	 *
	 * @param string $state What came back.
	 * @return array<string,mixed>|null What was begun.
	 */
	private static function take( string $state ): ?array {
		$parts = explode( '.', $state, 2 );
		foreach ( array( 'test', 'live' ) as $mode ) {
			$pending = get_user_meta( get_current_user_id(), Connect::PENDING . $mode, true );
			if ( ! is_array( $pending ) || ! hash_equals( $pending['state'], hash( 'sha256', $state ) ) ) {
				continue;
			}
			// Of two that come at once one deletes it; the other finds nothing to delete.
			$first = delete_user_meta( get_current_user_id(), Connect::PENDING . $mode );
			$nonce = wp_verify_nonce( isset( $parts[1] ) ? $parts[1] : '', Registration::CALLBACK . $mode );
			return $first && false !== $nonce && $pending['until'] >= Plugin::now() ? $pending + array( 'mode' => $mode ) : null;
		}
		return null;
	}

	/**
	 * Refuses a connection with which orders could not be paid or brought up to date.
	 *
	 * @param string $given The scopes that were given.
	 * @throws ApiProblem With those that are missing.
	 */
	private static function require_scopes( string $given ): void {
		$missing = array_diff( explode( ' ', OAuth::SCOPE ), explode( ' ', $given ) );
		if ( array() !== $missing ) {
			/* translators: %s: list of permissions */
			$text = __( 'Your role in that store does not allow all that the shop needs; missing: %s. Have an owner of the store connect it. Nothing was connected.', 'crypto-checkout-for-woocommerce' );
			throw new ApiProblem( 0, 'scope', sprintf( $text, implode( ', ', $missing ) ) );
		}
	}
}
