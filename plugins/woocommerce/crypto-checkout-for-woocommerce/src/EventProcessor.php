<?php
/**
 * Works on events.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Brings the order of an event to where its session stands now; where that fails, it is tried again until it succeeds. */
final class EventProcessor {

	const HOOK  = 'crypto_checkout_event';
	const GROUP = 'crypto-checkout';

	/** Seconds until the next try; the last one is repeated. */
	const WAITS = array( 60, 300, 900, 3600, 10800 );

	/** Hooks the action in. */
	public static function register(): void {
		add_action( self::HOOK, array( self::class, 'process' ) );
	}

	/**
	 * Has an event worked on as soon as the shop comes to it. Never as a "unique" action: Action Scheduler compares the hook and the group
	 * for that, not the event, and would drop the second order's.
	 *
	 * @param string $id The event's id.
	 */
	public static function enqueue( string $id ): void {
		as_enqueue_async_action( self::HOOK, array( $id ), self::GROUP );
		self::wake();
	}

	/**
	 * One event; where it fails, its next try is scheduled.
	 *
	 * @param string $id The event's id.
	 */
	public static function process( $id ): void {
		$seconds = self::attempt( (string) $id );
		if ( $seconds > 0 ) {
			as_schedule_single_action( time() + $seconds, self::HOOK, array( (string) $id ), self::GROUP );
		}
	}

	/**
	 * Works on one event.
	 *
	 * @param string $id The event's id.
	 * @return int 0 where it is dealt with, else in how many seconds it is worth another try.
	 */
	public static function attempt( string $id ): int {
		$row = EventStore::find( $id );
		if ( null === $row || EventStore::WAITING !== $row->state ) {
			return 0;
		}
		try {
			$outcome = Settlement::read( (int) $row->order_id, (string) $row->session_id, (string) $row->mode, (int) $row->sequence );
			EventStore::mark( $row->event_id, Settlement::FOREIGN === $outcome ? EventStore::FOREIGN : EventStore::DONE );
			if ( Settlement::FOREIGN === $outcome ) {
				Plugin::log( 'warning', sprintf( 'Event %s is about session %s, which belongs to no order of this site. It was left alone.', $row->event_id, $row->session_id ) );
			}
		} catch ( ApiProblem $problem ) {
			return self::refused( $row, $problem );
		} catch ( LockBusy $busy ) {
			return 30;
		} catch ( \Throwable $problem ) {
			Plugin::log( 'error', sprintf( 'Event %s could not be applied to order %d and is tried again: %s', $row->event_id, $row->order_id, $problem->getMessage() ) );
			return self::failed( $row );
		}
		return 0;
	}

	/**
	 * The platform did not answer with the session.
	 *
	 * @param object     $row     The event.
	 * @param ApiProblem $problem What it said.
	 * @return int As attempt().
	 */
	private static function refused( $row, ApiProblem $problem ): int {
		if ( 404 === $problem->status() ) {
			// The connected store has no such session: a sample, or that of a store which was connected before.
			EventStore::mark( $row->event_id, EventStore::FOREIGN );
			Plugin::log( 'warning', sprintf( 'Event %s is about session %s, which the connected store does not have.', $row->event_id, $row->session_id ) );
			return 0;
		}
		Plugin::log( 'warning', sprintf( 'Event %s waits, because the platform did not answer: %s', $row->event_id, $problem->getMessage() ) );
		return max( self::failed( $row ), $problem->retry_after() );
	}

	/**
	 * Counts a try that failed.
	 *
	 * @param object $row The event.
	 * @return int How many seconds to wait before the next one.
	 */
	private static function failed( $row ): int {
		EventStore::count_try( $row->event_id );
		return self::WAITS[ min( (int) $row->tries, count( self::WAITS ) - 1 ) ];
	}

	/** Asks WordPress to run what is due now instead of at the next visit: a customer waits. */
	private static function wake(): void {
		/**
		 * Whether a received event wakes the shop's queue at once.
		 *
		 * @param bool $wake True unless told.
		 */
		if ( apply_filters( 'crypto_checkout_wake_queue', true ) ) {
			wp_schedule_single_event( time(), 'action_scheduler_run_queue', array( 'Crypto Checkout' ) );
			spawn_cron();
		}
	}
}
