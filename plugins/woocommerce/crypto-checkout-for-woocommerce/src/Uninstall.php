<?php
/**
 * The end of the plugin.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Disconnects every site of the installation and takes out tables, options and notes; WooCommerce need not be there any more. */
final class Uninstall {

	/** Does it, on each site. */
	public static function run(): void {
		if ( ! is_multisite() ) {
			self::site();
		} else {
			foreach ( get_sites(
				array(
					'fields' => 'ids',
					'number' => 0,
				)
			) as $id ) {
				switch_to_blog( (int) $id );
				self::site();
				restore_current_blog();
			}
		}
		foreach ( array( Connect::PENDING . 'test', Connect::PENDING . 'live', Notices::FLASH ) as $key ) {
			delete_metadata( 'user', 0, $key, '', true );
		}
	}

	/** One site. Where the platform is not reached, the access stays there until somebody ends it in the dashboard. */
	private static function site(): void {
		global $wpdb;
		foreach ( array( 'test', 'live' ) as $mode ) {
			Disconnect::run( $mode );
		}
		$names = $wpdb->get_col( $wpdb->prepare( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE %s OR option_name LIKE %s OR option_name LIKE %s", self::named( 'crypto_checkout_' ), self::named( '_transient_crypto_checkout_' ), self::named( '_transient_timeout_crypto_checkout_' ) ) ); // phpcs:ignore WordPress.DB
		foreach ( array_merge( $names, array( Plugin::SETTINGS ) ) as $name ) {
			delete_option( $name );
		}
		Tables::drop();
	}

	/**
	 * What begins with this, as SQL compares.
	 *
	 * @param string $beginning The beginning.
	 */
	private static function named( string $beginning ): string {
		global $wpdb;
		return $wpdb->esc_like( $beginning ) . '%';
	}
}
