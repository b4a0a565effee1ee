<?php
/**
 * The address of the platform.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Says which addresses a platform may have: tokens and keys go there, so only over TLS, or to this very machine. */
final class PlatformUrl {

	/**
	 * The address as it is kept: without spaces around it and without a slash at its end.
	 *
	 * @param string $typed What somebody typed.
	 */
	public static function normal( string $typed ): string {
		return rtrim( trim( $typed ), '/' );
	}

	/**
	 * What is wrong with an address; nothing where it may be used.
	 *
	 * @param string $url The address.
	 */
	public static function problem( string $url ): string {
		$parts = wp_parse_url( $url );
		if ( '' === $url ) {
			return __( 'Enter the address of your Crypto Checkout platform, the one that you sign in at.', 'crypto-checkout-for-woocommerce' );
		}
		if ( ! is_array( $parts ) || ! isset( $parts['scheme'], $parts['host'] ) || 1 === preg_match( '/[\s<>"\'\\\\]/', $url ) ) {
			return __( 'The address of the platform is not complete. It begins with https://, such as https://pay.example.com.', 'crypto-checkout-for-woocommerce' );
		}
		if ( array_intersect_key( $parts, array_flip( array( 'user', 'pass', 'query', 'fragment' ) ) ) ) {
			return __( 'The address of the platform has no user name, question mark or number sign in it; enter only where it is.', 'crypto-checkout-for-woocommerce' );
		}
		if ( 'https' !== strtolower( $parts['scheme'] ) && ! ( 'http' === strtolower( $parts['scheme'] ) && self::is_this_machine( $parts['host'] ) ) ) {
			return __( 'The address of the platform must begin with https://, because keys are sent there.', 'crypto-checkout-for-woocommerce' );
		}
		return '';
	}

	/**
	 * Whether a host is the loopback, written as a number: a name could lead anywhere.
	 *
	 * @param string $host The host of an address.
	 */
	private static function is_this_machine( string $host ): bool {
		return '[::1]' === $host || ( 0 === strpos( $host, '127.' ) && false !== filter_var( $host, FILTER_VALIDATE_IP, FILTER_FLAG_IPV4 ) );
	}
}
