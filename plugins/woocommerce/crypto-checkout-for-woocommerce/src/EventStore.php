<?php
/**
 * The events that were received.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** One row for each event, by its id: what was promised to the platform by taking it. Of its body only the ids are kept. */
final class EventStore {

	/** It is to be worked on. */
	const WAITING = 'waiting';
	/** The order stands where the event said, or further. */
	const DONE = 'done';
	/** It is about nothing of this site. */
	const FOREIGN = 'foreign';

	const DAYS_KEPT = 30;

	/**
	 * Keeps an event, once.
	 *
	 * @param array{id: string, mode: string, type: string, session: string, order: int, sequence: int} $event What is kept of it.
	 * @return bool Whether it is to be worked on: it is new, or it came before and waits still.
	 * @throws \RuntimeException Where it could not be kept.
	 */
	public static function keep( array $event ): bool {
		global $wpdb;
		$sql  = 'INSERT IGNORE INTO ' . Tables::event() . ' (event_id, mode, type, session_id, order_id, sequence, state, tries, received_at) VALUES (%s, %s, %s, %s, %d, %d, %s, 0, %d)';
		$rows = $wpdb->query( $wpdb->prepare( $sql, $event['id'], $event['mode'], $event['type'], $event['session'], $event['order'], $event['sequence'], self::WAITING, Plugin::now() ) ); // phpcs:ignore WordPress.DB
		if ( false === $rows ) {
			throw new \RuntimeException( 'The event could not be written to the database.' );
		}
		$row = 1 === $rows ? null : self::find( $event['id'] );
		return 1 === $rows || ( null !== $row && self::WAITING === $row->state );
	}

	/**
	 * One event.
	 *
	 * @param string $id Its id.
	 * @return object|null Its row.
	 */
	public static function find( string $id ) {
		global $wpdb;
		return $wpdb->get_row( $wpdb->prepare( 'SELECT * FROM ' . Tables::event() . ' WHERE event_id = %s', $id ) ); // phpcs:ignore WordPress.DB
	}

	/**
	 * Writes what came of it.
	 *
	 * @param string $id    Its id.
	 * @param string $state One of the three above.
	 */
	public static function mark( string $id, string $state ): void {
		global $wpdb;
		$wpdb->query( $wpdb->prepare( 'UPDATE ' . Tables::event() . ' SET state = %s WHERE event_id = %s', $state, $id ) ); // phpcs:ignore WordPress.DB
	}

	/**
	 * Counts one more try that failed.
	 *
	 * @param string $id Its id.
	 */
	public static function count_try( string $id ): void {
		global $wpdb;
		$wpdb->query( $wpdb->prepare( 'UPDATE ' . Tables::event() . ' SET tries = tries + 1 WHERE event_id = %s', $id ) ); // phpcs:ignore WordPress.DB
	}

	/**
	 * What waits, oldest first; the row is the promise, whatever became of the action that was scheduled for it.
	 *
	 * @param string $mode  Of this mode.
	 * @param int    $limit At most so many.
	 * @return array<string> Their ids.
	 */
	public static function waiting( string $mode, int $limit ): array {
		global $wpdb;
		$sql = 'SELECT event_id FROM ' . Tables::event() . ' WHERE state = %s AND mode = %s ORDER BY received_at LIMIT %d';
		return array_map( 'strval', $wpdb->get_col( $wpdb->prepare( $sql, self::WAITING, $mode, $limit ) ) ); // phpcs:ignore WordPress.DB
	}

	/** Forgets what is old. */
	public static function prune(): void {
		global $wpdb;
		$before = Plugin::now() - self::DAYS_KEPT * DAY_IN_SECONDS;
		$wpdb->query( $wpdb->prepare( 'DELETE FROM ' . Tables::event() . ' WHERE received_at < %d', $before ) ); // phpcs:ignore WordPress.DB
	}
}
