<?php
/**
 * The site that the shop runs on.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Tells the site from copies of itself, and gives it a short id for references. */
final class Site {

	const ID = 'crypto_checkout_site_id';

	/** The site's address as it is set, whatever the language or the page being shown. */
	public static function address(): string {
		return (string) get_option( 'home' );
	}

	/**
	 * Whether two addresses are the same site; the scheme and a slash at the end make no other one.
	 *
	 * @param string $one     One address.
	 * @param string $another The other.
	 */
	public static function same( string $one, string $another ): bool {
		return self::place( $one ) === self::place( $another );
	}

	/** The site's id: 8 small letters and digits, made once. */
	public static function id(): string {
		$id = get_option( self::ID );
		if ( is_string( $id ) && 1 === preg_match( '/^[a-z0-9]{8}$/', $id ) ) {
			return $id;
		}
		$made = '';
		while ( strlen( $made ) < 8 ) {
			$made .= 'abcdefghijklmnopqrstuvwxyz0123456789'[ random_int( 0, 35 ) ];
		}
		add_option( self::ID, $made, '', false );
		wp_cache_delete( self::ID, 'options' );
		return (string) get_option( self::ID, $made );
	}

	/** A copy becomes a site of its own. */
	public static function forget_id(): void {
		delete_option( self::ID );
	}

	/**
	 * Host, port and path, in one spelling.
	 *
	 * @param string $address An address.
	 */
	private static function place( string $address ): string {
		$parts = wp_parse_url( trim( $address ) );
		if ( ! is_array( $parts ) || ! isset( $parts['host'] ) ) {
			return $address;
		}
		$port = isset( $parts['port'] ) && ! in_array( $parts['port'], array( 80, 443 ), true ) ? ':' . $parts['port'] : '';
		return strtolower( $parts['host'] ) . $port . rtrim( isset( $parts['path'] ) ? $parts['path'] : '', '/' );
	}
}
