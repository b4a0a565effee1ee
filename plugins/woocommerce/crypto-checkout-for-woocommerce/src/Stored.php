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
		global $wpdb;
		self::uncache( $name );
		$text  = $wpdb->get_var( $wpdb->prepare( "SELECT option_value FROM {$wpdb->options} WHERE option_name = %s", $name ) ); // phpcs:ignore WordPress.DB
		$value = null === $text ? null : maybe_unserialize( $text );
		return is_array( $value ) ? $value : array();
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
