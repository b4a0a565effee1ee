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
	 * What a connection keeps of the site it is made on. The address is not in it as text: whatever copies or moves a site replaces the old
	 * address wherever it finds it, and the copy would then take itself for the shop.
	 *
	 * @return array<string,string>
	 */
	public static function mark(): array {
		return array(
			'place'        => hash( 'sha256', self::place( self::address() ) ),
			'address'      => bin2hex( self::address() ),
			'installation' => self::installation(),
		);
	}

	/**
	 * Whether this is the site of a mark. A console may not know its host, where the address is made of each request's: there the folder and
	 * the database tell.
	 *
	 * @param array<string,string> $mark As it was made.
	 */
	public static function is( array $mark ): bool {
		$mark += array(
			'place'        => '',
			'installation' => '',
		);
		$place = self::place( self::address() );
		if ( '' === $place ) {
			return 'cli' === PHP_SAPI && hash_equals( $mark['installation'], self::installation() );
		}
		return hash_equals( $mark['place'], hash( 'sha256', $place ) );
	}

	/**
	 * The mark as it is now where a request that knows its host is of that site; else as it was.
	 *
	 * @param array<string,string> $mark As it was made.
	 * @return array<string,string>
	 */
	public static function renewed( array $mark ): array {
		return '' !== self::place( self::address() ) && self::is( $mark ) ? array( 'installation' => self::installation() ) + $mark : $mark;
	}

	/**
	 * The address in a mark, for people.
	 *
	 * @param array<string,string> $mark As it was made.
	 */
	public static function address_in( array $mark ): string {
		return isset( $mark['address'] ) && 1 === preg_match( '/^(?:[0-9a-f]{2})+$/', $mark['address'] ) ? (string) hex2bin( $mark['address'] ) : '';
	}

	/** The site's id, with which its references begin: 8 small letters and digits, made once and kept. */
	public static function id(): string {
		$id = get_option( self::ID );
		if ( self::is_id( $id ) ) {
			return $id;
		}
		$made = '';
		while ( strlen( $made ) < 8 ) {
			$made .= 'abcdefghijklmnopqrstuvwxyz0123456789'[ random_int( 0, 35 ) ];
		}
		// Of several first requests one makes it; what the others made is known to nobody.
		$first = Stored::once( self::ID, $made );
		if ( self::is_id( $first ) ) {
			return $first;
		}
		update_option( self::ID, $made, false );
		return $made;
	}

	/** A copy becomes a site of its own. */
	public static function forget_id(): void {
		delete_option( self::ID );
	}

	/**
	 * Host, port and path, in one spelling: neither the scheme, nor www in front, nor a slash at the end make another site.
	 *
	 * @param string $address An address.
	 * @return string Nothing where it names no host.
	 */
	public static function place( string $address ): string {
		$parts = wp_parse_url( trim( $address ) );
		if ( ! is_array( $parts ) || ! isset( $parts['host'] ) ) {
			return '';
		}
		$port = isset( $parts['port'] ) && ! in_array( $parts['port'], array( 80, 443 ), true ) ? ':' . $parts['port'] : '';
		return preg_replace( '/^www\./', '', strtolower( $parts['host'] ) ) . $port . rtrim( isset( $parts['path'] ) ? $parts['path'] : '', '/' );
	}

	/** Where the files and the tables are, which a copy has elsewhere. */
	private static function installation(): string {
		global $wpdb;
		return hash( 'sha256', implode( '|', array( ABSPATH, DB_HOST, DB_NAME, $wpdb->prefix ) ) );
	}

	/**
	 * Whether this can be a site's id.
	 *
	 * @param mixed $id What was found.
	 */
	private static function is_id( $id ): bool {
		return is_string( $id ) && 1 === preg_match( '/^[a-z0-9]{8}$/', $id );
	}
}
