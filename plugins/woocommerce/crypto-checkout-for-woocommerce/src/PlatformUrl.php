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
		if ( self::is_this_machine( $parts['host'] ) && ! self::is_allowed_loopback( $url ) ) {
			return __( 'The platform is not to be at this very machine, unless the site is one for development (WP_ENVIRONMENT_TYPE). Enter the address that you sign in at.', 'crypto-checkout-for-woocommerce' );
		}
		if ( 'https' !== strtolower( $parts['scheme'] ) && ! ( 'http' === strtolower( $parts['scheme'] ) && self::is_this_machine( $parts['host'] ) ) ) {
			return __( 'The address of the platform must begin with https://, because keys are sent there.', 'crypto-checkout-for-woocommerce' );
		}
		return '';
	}

	/**
	 * Whether an address is at this very machine and may be: whoever manages a shop is not to reach what else runs on its server.
	 *
	 * @param string $url The address.
	 */
	public static function is_allowed_loopback( string $url ): bool {
		if ( ! self::is_this_machine( (string) wp_parse_url( $url, PHP_URL_HOST ) ) ) {
			return false;
		}
		/**
		 * Lets a site use a platform on its own machine.
		 *
		 * @param bool $allowed Whether it may; as it is, where the site is one for development.
		 */
		return (bool) apply_filters( 'crypto_checkout_allow_loopback', in_array( wp_get_environment_type(), array( 'local', 'development' ), true ) );
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
