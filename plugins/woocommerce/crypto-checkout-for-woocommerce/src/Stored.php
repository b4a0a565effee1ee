<?php
/**
 * Options that several processes change.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Reads and writes options past WordPress' cache, in which a process sees them as they were when it began. */
final class Stored {

	/**
	 * The option as it stands in the database.
	 *
	 * @param string $name Its name.
	 * @return array<mixed> Empty where there is none.
	 */
	public static function fresh( string $name ): array {
		$text  = self::text( $name );
		$value = null === $text ? null : maybe_unserialize( $text );
		return is_array( $value ) ? $value : array();
	}

	/**
	 * Writes a text that is made once: of several processes that do so, the first one's stays.
	 *
	 * @param string $name Its name.
	 * @param string $made What it becomes where there is none.
	 * @return string What the database has.
	 */
	public static function once( string $name, string $made ): string {
		global $wpdb;
		$wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO {$wpdb->options} (option_name, option_value, autoload) VALUES (%s, %s, 'no')", $name, $made ) ); // phpcs:ignore WordPress.DB
		return (string) self::text( $name );
	}

	/**
	 * Writes it, and looks whether it is there.
	 *
	 * @param string       $name  Its name.
	 * @param array<mixed> $value What it becomes.
	 * @return bool Whether the database has it.
	 */
	public static function write( string $name, array $value ): bool {
		self::uncache( $name );
		return update_option( $name, $value, false ) || self::fresh( $name ) === $value;
	}

	/**
	 * An option's text in the database.
	 *
	 * @param string $name Its name.
	 */
	private static function text( string $name ): ?string {
		global $wpdb;
		self::uncache( $name );
		return $wpdb->get_var( $wpdb->prepare( "SELECT option_value FROM {$wpdb->options} WHERE option_name = %s", $name ) ); // phpcs:ignore WordPress.DB
	}

	/**
	 * Forgets what the cache says of it, its absence included.
	 *
	 * @param string $name Its name.
	 */
	private static function uncache( string $name ): void {
		wp_cache_delete( $name, 'options' );
		$absent = wp_cache_get( 'notoptions', 'options' );
		if ( is_array( $absent ) && isset( $absent[ $name ] ) ) {
			unset( $absent[ $name ] );
			wp_cache_set( 'notoptions', $absent, 'options' );
		}
	}
}
