<?php
/**
 * What a payment means for its order.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/**
 * Decides, purely, what becomes of an order when its checkout session stands as it stands.
 *
 * An order is *open* in pending, on-hold, failed, checkout-draft and whatever status the settings name; it is *paid* in processing and
 * completed. Everything else that is neither cancelled nor refunded belongs to somebody else and is left alone.
 *
 * | session                 | open order                              | cancelled                  | paid                       | refunded, other |
 * |-------------------------|-----------------------------------------|----------------------------|----------------------------|-----------------|
 * | pending                 | stays                                   | stays                      | stays                      | stays           |
 * | canceled                | stays, note                             | stays                      | stays                      | stays           |
 * | detected                | order_status_detected                   | note, flag                 | note, flag                 | note, flag      |
 * | underpaid               | order_status_underpaid, flag            | note, flag                 | note, flag                 | note, flag      |
 * | paid                    | payment complete                        | late setting: complete;    | note, flag                 | note, flag      |
 * |                         |                                         | without: on-hold, flag     |                            |                 |
 * | paid_late               | late setting: payment complete;         | as paid                    | note, flag                 | note, flag      |
 * |                         | without: on-hold, flag                  |                            |                            |                 |
 * | expired, failed         | order_status_expired                    | stays                      | stays                      | stays           |
 * | no longer paid, having  | note, flag                              | note, flag                 | processing: on-hold, flag; | note, flag      |
 * | completed this order    |                                         |                            | completed: note, flag      |                 |
 * | paid again after that   | as it was when it was paid              | note, flag                 | note                       | note, flag      |
 *
 * Overpaid, a late transfer that does not count, a wrong asset and a wrong network add a note and a flag to any of them.
 */
final class StatusMap {

	const NOTHING  = 'nothing';
	const NOTE     = 'note';
	const STATUS   = 'status';
	const COMPLETE = 'complete';
	const RESTORE  = 'restore';

	/** The order was not completed by a session yet. */
	const UNSETTLED = '';
	/** This session completed it. */
	const BY_THIS = 'this';
	/** Another session of the same order completed it. */
	const BY_ANOTHER = 'another';
	/** This session completed it and then ceased to be paid; the merchant was told. */
	const REVERTED = 'reverted';
	/** Another session completed it and then ceased to be paid; this one may take its place. */
	const AFTER_REVERSAL = 'after_reversal';
	/** It is paid, but not in a way that the settings take; the merchant was told and decides. */
	const HELD = 'held';

	const OPEN = array( 'pending', 'on-hold', 'failed', 'checkout-draft' );
	const PAID = array( 'processing', 'completed' );

	/** What the merchant is to look at: the others are only told. */
	const FLAGGED = array( 'underpaid', 'closed_detected', 'closed_underpaid', 'already_paid', 'paid_twice', 'late_not_taken', 'cancelled_not_taken', 'reverted', 'reverted_shipped', 'holds_again_closed', 'overpaid', 'late', 'wrong_asset', 'wrong_network' );

	/**
	 * What to do.
	 *
	 * @param string        $session    The session's status.
	 * @param array<string> $exceptions What is unusual about it.
	 * @param string        $order      The order's status, without "wc-".
	 * @param string        $settled    What became of the order: one of the six above.
	 * @param array<string> $settings   The three order_status_… and complete_paid_late.
	 * @return array{act: string, status: string, notes: array<string>, flag: bool} Notes by their names in OrderNotes.
	 */
	public static function act( string $session, array $exceptions, string $order, string $settled, array $settings ): array {
		$paid = in_array( $session, array( 'paid', 'paid_late' ), true );
		if ( $paid ) {
			$done = self::when_paid( $session, $order, $settled, $settings );
		} elseif ( self::BY_THIS === $settled ) {
			$done = 'processing' === $order ? self::status( $order, 'on-hold', 'reverted' ) : self::note( 'completed' === $order ? 'reverted_shipped' : 'reverted' );
		} elseif ( self::REVERTED === $settled ) {
			$done = self::result( self::NOTHING, '', array() );
		} elseif ( in_array( $session, array( 'detected', 'underpaid' ), true ) ) {
			$done = self::when_coming( $session, $order, $settled, $settings );
		} else {
			$done = self::when_nothing_came( $session, $exceptions, $order, $settled, $settings );
		}
		return self::with_exceptions( $done, $exceptions, $paid );
	}

	/**
	 * Enough has arrived.
	 *
	 * @param string        $session  paid or paid_late.
	 * @param string        $order    The order's status.
	 * @param string        $settled  Which session completed the order.
	 * @param array<string> $settings The merchant's choices.
	 * @return array<string, mixed>
	 */
	private static function when_paid( string $session, string $order, string $settled, array $settings ): array {
		$late_is_taken = 'no' !== $settings['complete_paid_late'];
		if ( self::BY_THIS === $settled || ( self::HELD === $settled && ! $late_is_taken ) ) {
			return self::result( self::NOTHING, '', array() );
		}
		if ( in_array( $settled, array( self::REVERTED, self::AFTER_REVERSAL ), true ) ) {
			return self::when_paid_again( $order, $settings );
		}
		if ( self::BY_ANOTHER === $settled ) {
			return self::note( 'paid_twice' );
		}
		if ( 'cancelled' === $order ) {
			return $late_is_taken ? self::result( self::COMPLETE, '', array( 'paid_cancelled' ) ) : self::status( $order, 'on-hold', 'cancelled_not_taken' );
		}
		if ( ! self::is_open( $order, $settings ) ) {
			return self::note( 'already_paid' );
		}
		if ( 'paid_late' === $session ) {
			return $late_is_taken ? self::result( self::COMPLETE, '', array( 'paid_late' ) ) : self::status( $order, 'on-hold', 'late_not_taken' );
		}
		return self::result( self::COMPLETE, '', array( 'paid' ) );
	}

	/**
	 * The order had been completed by a payment that vanished, and is paid now. It is not completed a second time.
	 *
	 * @param string        $order    The order's status.
	 * @param array<string> $settings The merchant's choices.
	 * @return array<string, mixed>
	 */
	private static function when_paid_again( string $order, array $settings ): array {
		if ( self::is_open( $order, $settings ) ) {
			return self::result( self::RESTORE, '', array( 'holds_again' ) );
		}
		return self::note( in_array( $order, self::PAID, true ) ? 'holds_again' : 'holds_again_closed' );
	}

	/**
	 * Something has arrived that is not enough, or not settled yet.
	 *
	 * @param string        $session  detected or underpaid.
	 * @param string        $order    The order's status.
	 * @param string        $settled  Which session completed the order.
	 * @param array<string> $settings The merchant's choices.
	 * @return array<string, mixed>
	 */
	private static function when_coming( string $session, string $order, string $settled, array $settings ): array {
		if ( self::BY_ANOTHER === $settled || ! self::is_open( $order, $settings ) ) {
			return self::note( 'closed_' . $session );
		}
		return self::status( $order, $settings[ 'order_status_' . $session ], $session );
	}

	/**
	 * Nothing has arrived, or nothing that stayed.
	 *
	 * @param string        $session    pending, expired, failed or canceled.
	 * @param array<string> $exceptions What is unusual about it.
	 * @param string        $order      The order's status.
	 * @param string        $settled    Which session completed the order.
	 * @param array<string> $settings   The merchant's choices.
	 * @return array<string, mixed>
	 */
	private static function when_nothing_came( string $session, array $exceptions, string $order, string $settled, array $settings ): array {
		if ( self::BY_ANOTHER === $settled || ! self::is_open( $order, $settings ) ) {
			return self::result( self::NOTHING, '', array() );
		}
		if ( in_array( $session, array( 'expired', 'failed' ), true ) ) {
			return self::status( $order, $settings['order_status_expired'], 'failed' === $session ? 'vanished' : 'expired' );
		}
		if ( 'canceled' === $session ) {
			return self::note( 'canceled' );
		}
		return in_array( 'reverted', $exceptions, true ) ? self::note( 'dropped' ) : self::result( self::NOTHING, '', array() );
	}

	/**
	 * Adds what is told in any state.
	 *
	 * @param array<string, mixed> $done       What is done so far.
	 * @param array<string>        $exceptions What is unusual.
	 * @param bool                 $paid       Whether the session is paid.
	 * @return array{act: string, status: string, notes: array<string>, flag: bool}
	 */
	private static function with_exceptions( array $done, array $exceptions, bool $paid ): array {
		foreach ( array( 'overpaid', 'late', 'wrong_asset', 'wrong_network' ) as $exception ) {
			// What came late and made it paid is told by the status.
			$told = 'late' === $exception && $paid;
			if ( in_array( $exception, $exceptions, true ) && ! $told ) {
				$done['notes'][] = $exception;
			}
		}
		if ( self::NOTHING === $done['act'] && array() !== $done['notes'] ) {
			$done['act'] = self::NOTE;
		}
		$done['flag'] = array() !== array_intersect( $done['notes'], self::FLAGGED );
		return $done;
	}

	/**
	 * Whether the plugin may move the order.
	 *
	 * @param string        $order    The order's status.
	 * @param array<string> $settings The merchant's choices.
	 */
	private static function is_open( string $order, array $settings ): bool {
		$chosen = array( $settings['order_status_detected'], $settings['order_status_underpaid'], $settings['order_status_expired'] );
		// A status of the settings never opens what is final, whatever the settings say.
		$open = array_diff( array_merge( self::OPEN, $chosen ), self::PAID, array( 'cancelled', 'refunded' ) );
		return in_array( $order, $open, true );
	}

	/**
	 * A change of status, or only the note where it stands there already.
	 *
	 * @param string $from Where the order stands.
	 * @param string $to   Where it is to stand.
	 * @param string $note The name of the note.
	 * @return array<string, mixed>
	 */
	private static function status( string $from, string $to, string $note ): array {
		return $from === $to ? self::note( $note ) : self::result( self::STATUS, $to, array( $note ) );
	}

	/**
	 * A note and nothing else.
	 *
	 * @param string $note The name of the note.
	 * @return array<string, mixed>
	 */
	private static function note( string $note ): array {
		return self::result( self::NOTE, '', array( $note ) );
	}

	/**
	 * One decision.
	 *
	 * @param string        $act    What to do.
	 * @param string        $status The status to set, or nothing.
	 * @param array<string> $notes  The names of the notes.
	 * @return array<string, mixed>
	 */
	private static function result( string $act, string $status, array $notes ): array {
		return array(
			'act'    => $act,
			'status' => $status,
			'notes'  => $notes,
			'flag'   => false,
		);
	}
}
