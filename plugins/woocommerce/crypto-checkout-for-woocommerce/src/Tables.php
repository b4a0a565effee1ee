<?php
/**
 * The plugin's tables.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Names, makes and drops the tables of the plugin. */
final class Tables {

	/** Counted up with each change of a table. */
	const SCHEMA = '1';

	/** Which of them was made last. */
	const OPTION = 'crypto_checkout_schema';

	/** Who works on what at the moment. */
	public static function lock(): string {
		global $wpdb;
		return $wpdb->prefix . 'crypto_checkout_lock';
	}

	/** The events that were received. */
	public static function event(): string {
		global $wpdb;
		return $wpdb->prefix . 'crypto_checkout_event';
	}

	/** Makes them where one is missing or is of an older version. */
	public static function install(): void {
		if ( self::SCHEMA === get_option( self::OPTION ) && self::exist() ) {
			return;
		}
		self::create();
		if ( self::exist() ) {
			update_option( self::OPTION, self::SCHEMA );
		}
	}

	/** Whether both are there. */
	public static function exist(): bool {
		global $wpdb;
		foreach ( array( self::lock(), self::event() ) as $table ) {
			if ( $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $table ) ) ) !== $table ) { // phpcs:ignore WordPress.DB
				return false;
			}
		}
		return true;
	}

	/** Takes them out, with everything in them. */
	public static function drop(): void {
		global $wpdb;
		foreach ( array( self::lock(), self::event() ) as $table ) {
			$wpdb->query( "DROP TABLE IF EXISTS $table" ); // phpcs:ignore WordPress.DB
		}
	}

	/** Makes them, or changes them to what they are now. */
	private static function create(): void {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		$lock    = self::lock();
		$event   = self::event();
		$collate = $wpdb->get_charset_collate();
		dbDelta(
			"CREATE TABLE $lock (
  name varchar(100) NOT NULL,
  owner varchar(32) NOT NULL,
  taken_at bigint(20) NOT NULL,
  PRIMARY KEY  (name)
) $collate;"
		);
		dbDelta(
			"CREATE TABLE $event (
  event_id varchar(64) NOT NULL,
  mode varchar(4) NOT NULL,
  type varchar(64) NOT NULL,
  session_id varchar(64) NOT NULL,
  order_id bigint(20) NOT NULL,
  sequence bigint(20) NOT NULL DEFAULT 0,
  state varchar(16) NOT NULL,
  tries int(11) NOT NULL DEFAULT 0,
  received_at bigint(20) NOT NULL,
  PRIMARY KEY  (event_id),
  KEY state_received (state,received_at)
) $collate;"
		);
	}
}
