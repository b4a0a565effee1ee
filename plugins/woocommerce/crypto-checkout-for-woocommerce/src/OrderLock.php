<?php
/**
 * One worker at a time.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** A named lock in the shop's database: whoever inserts its row holds it, so that two web servers exclude each other as two processes do. */
final class OrderLock {

	/** After this many seconds its holder is taken for dead; far more than all requests that are made under one lock may take. */
	const STALE_SECONDS = 120;

	/** How long somebody waits for it, in seconds. */
	const WAIT_SECONDS = 10;

	/**
	 * What this process holds.
	 *
	 * @var array<string, string> The owner's token by name.
	 */
	private static $held = array();

	/**
	 * Runs the work while nobody else runs any under the same name; within such work the name is free for its own process.
	 *
	 * @param string   $name What is locked, at most 100 characters.
	 * @param callable $work What to do; called without arguments.
	 * @return mixed What the work returns.
	 * @throws LockBusy Where it was not free within the time one waits for it.
	 */
	public static function run( string $name, callable $work ) {
		if ( isset( self::$held[ $name ] ) ) {
			return $work();
		}
		$owner = self::acquire( $name );
		self::$held[ $name ] = $owner;
		self::read_what_was_written();
		try {
			return $work();
		} finally {
			unset( self::$held[ $name ] );
			self::release( $name, $owner );
		}
	}

	/**
	 * Whether this process still holds it: not, where it stood still for so long that another one took it over.
	 *
	 * @param string $name What is locked.
	 */
	public static function still_held( string $name ): bool {
		$row = self::row( $name );
		return isset( self::$held[ $name ] ) && null !== $row && self::$held[ $name ] === $row->owner;
	}

	/** Shops that read from replicas read from the first server from here on: a replica may not have what the last holder wrote. */
	private static function read_what_was_written(): void {
		global $wpdb;
		if ( is_callable( array( $wpdb, 'send_reads_to_masters' ) ) ) {
			$wpdb->send_reads_to_masters();
		}
	}

	/**
	 * Waits for it, a bounded time.
	 *
	 * @param string $name What is locked.
	 * @return string The token of the new owner.
	 * @throws LockBusy Where somebody else kept it.
	 */
	private static function acquire( string $name ): string {
		$owner    = bin2hex( random_bytes( 16 ) );
		$deadline = microtime( true ) + self::WAIT_SECONDS;
		do {
			if ( self::take( $name, $owner ) || self::take_over( $name, $owner ) ) {
				return $owner;
			}
			usleep( random_int( 20000, 60000 ) );
		} while ( microtime( true ) < $deadline );
		if ( ! Tables::exist() ) {
			throw new LockBusy( __( 'The lock table of Crypto Checkout is missing. Deactivate and activate the plugin to make it again.', 'crypto-checkout-for-woocommerce' ) );
		}
		/* translators: %s: name of a lock, such as order-17 */
		throw new LockBusy( sprintf( __( 'Another process is working on "%s". This is tried again later.', 'crypto-checkout-for-woocommerce' ), $name ) );
	}

	/**
	 * Takes a free one. The primary key decides, not a look before the leap.
	 *
	 * @param string $name  What is locked.
	 * @param string $owner Who wants it.
	 */
	private static function take( string $name, string $owner ): bool {
		global $wpdb;
		$sql = 'INSERT IGNORE INTO ' . Tables::lock() . ' (name, owner, taken_at) VALUES (%s, %s, %d)';
		// A deadlock is how InnoDB says to one of several who wait that it is to ask again; it is nothing for the log.
		$shown = $wpdb->suppress_errors();
		try {
			return 1 === $wpdb->query( $wpdb->prepare( $sql, $name, $owner, time() ) ); // phpcs:ignore WordPress.DB
		} finally {
			$wpdb->suppress_errors( $shown );
		}
	}

	/**
	 * Takes it from a holder that died, and only from that one: of several who see the same stale row one changes it.
	 *
	 * @param string $name  What is locked.
	 * @param string $owner Who wants it.
	 */
	private static function take_over( string $name, string $owner ): bool {
		global $wpdb;
		$row = self::row( $name );
		if ( null === $row || (int) $row->taken_at > time() - self::STALE_SECONDS ) {
			return false;
		}
		$sql = 'UPDATE ' . Tables::lock() . ' SET owner = %s, taken_at = %d WHERE name = %s AND owner = %s';
		return 1 === $wpdb->query( $wpdb->prepare( $sql, $owner, time(), $name, $row->owner ) ); // phpcs:ignore WordPress.DB
	}

	/**
	 * Gives it back; one that was taken over stays with its new owner.
	 *
	 * @param string $name  What is locked.
	 * @param string $owner Who held it.
	 */
	private static function release( string $name, string $owner ): void {
		global $wpdb;
		$sql = 'DELETE FROM ' . Tables::lock() . ' WHERE name = %s AND owner = %s';
		$wpdb->query( $wpdb->prepare( $sql, $name, $owner ) ); // phpcs:ignore WordPress.DB
	}

	/**
	 * The row as it stands.
	 *
	 * @param string $name What is locked.
	 * @return object|null With owner and taken_at (unix seconds).
	 */
	private static function row( string $name ) {
		global $wpdb;
		$sql = 'SELECT owner, taken_at FROM ' . Tables::lock() . ' WHERE name = %s';
		return $wpdb->get_row( $wpdb->prepare( $sql, $name ) ); // phpcs:ignore WordPress.DB
	}
}
