<?php

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce\Tests;

use CryptoCheckout\WooCommerce\StatusMap;
use PHPUnit\Framework\TestCase;

/** The table of what a payment does to its order: the lines one by one, and what must hold in every combination. */
final class StatusMapTest extends TestCase {
	private const SETTINGS = array(
		'order_status_detected'  => 'on-hold',
		'order_status_underpaid' => 'on-hold',
		'order_status_expired'   => 'failed',
		'complete_paid_late'     => 'yes',
	);
	private const NO_LATE  = array( 'complete_paid_late' => 'no' );
	private const SESSIONS = array( 'pending', 'detected', 'paid', 'paid_late', 'underpaid', 'expired', 'failed', 'canceled' );
	private const ORDERS   = array( 'pending', 'on-hold', 'failed', 'checkout-draft', 'processing', 'completed', 'cancelled', 'refunded', 'trash', 'shipped' );
	private const SETTLED  = array( StatusMap::UNSETTLED, StatusMap::BY_THIS, StatusMap::BY_ANOTHER, StatusMap::REVERTED, StatusMap::AFTER_REVERSAL, StatusMap::HELD );
	private const UNUSUAL  = array( 'underpaid', 'overpaid', 'late', 'wrong_asset', 'wrong_network', 'reverted' );

	/** @return array<array{string, string, string, string, string}> session, order, settled, expected with late payments taken, and without */
	public function lines(): array {
		return array(
			array( 'pending', 'pending', '', 'nothing', 'nothing' ),
			array( 'pending', 'on-hold', '', 'nothing', 'nothing' ),
			array( 'detected', 'pending', '', 'status on-hold: detected', 'status on-hold: detected' ),
			array( 'detected', 'failed', '', 'status on-hold: detected', 'status on-hold: detected' ),
			array( 'detected', 'on-hold', '', 'note: detected', 'note: detected' ),
			array( 'detected', 'cancelled', '', 'note: closed_detected!', 'note: closed_detected!' ),
			array( 'detected', 'processing', '', 'note: closed_detected!', 'note: closed_detected!' ),
			array( 'underpaid', 'pending', '', 'status on-hold: underpaid!', 'status on-hold: underpaid!' ),
			array( 'underpaid', 'failed', '', 'status on-hold: underpaid!', 'status on-hold: underpaid!' ),
			array( 'underpaid', 'cancelled', '', 'note: closed_underpaid!', 'note: closed_underpaid!' ),
			array( 'underpaid', 'completed', 'another', 'note: closed_underpaid!', 'note: closed_underpaid!' ),
			array( 'paid', 'pending', '', 'complete: paid', 'complete: paid' ),
			array( 'paid', 'on-hold', '', 'complete: paid', 'complete: paid' ),
			array( 'paid', 'failed', '', 'complete: paid', 'complete: paid' ),
			array( 'paid', 'checkout-draft', '', 'complete: paid', 'complete: paid' ),
			array( 'paid', 'cancelled', '', 'complete: paid_cancelled', 'status on-hold: cancelled_not_taken!' ),
			array( 'paid', 'on-hold', 'held', 'complete: paid', 'nothing' ),
			array( 'paid', 'processing', '', 'note: already_paid!', 'note: already_paid!' ),
			array( 'paid', 'completed', '', 'note: already_paid!', 'note: already_paid!' ),
			array( 'paid', 'refunded', '', 'note: already_paid!', 'note: already_paid!' ),
			array( 'paid', 'shipped', '', 'note: already_paid!', 'note: already_paid!' ),
			array( 'paid', 'trash', '', 'note: already_paid!', 'note: already_paid!' ),
			array( 'paid', 'processing', 'this', 'nothing', 'nothing' ),
			array( 'paid', 'on-hold', 'this', 'nothing', 'nothing' ),
			array( 'paid', 'processing', 'another', 'note: paid_twice!', 'note: paid_twice!' ),
			array( 'paid', 'on-hold', 'another', 'note: paid_twice!', 'note: paid_twice!' ),
			array( 'paid', 'on-hold', 'reverted', 'restore: holds_again', 'restore: holds_again' ),
			array( 'paid', 'pending', 'reverted', 'restore: holds_again', 'restore: holds_again' ),
			array( 'paid_late', 'failed', 'reverted', 'restore: holds_again', 'restore: holds_again' ),
			array( 'paid', 'completed', 'reverted', 'note: holds_again', 'note: holds_again' ),
			array( 'paid', 'cancelled', 'reverted', 'note: holds_again_closed!', 'note: holds_again_closed!' ),
			array( 'paid', 'refunded', 'after_reversal', 'note: holds_again_closed!', 'note: holds_again_closed!' ),
			array( 'paid', 'pending', 'after_reversal', 'restore: holds_again', 'restore: holds_again' ),
			array( 'underpaid', 'on-hold', 'after_reversal', 'note: underpaid!', 'note: underpaid!' ),
			array( 'detected', 'pending', 'after_reversal', 'status on-hold: detected', 'status on-hold: detected' ),
			array( 'expired', 'on-hold', 'after_reversal', 'status failed: expired', 'status failed: expired' ),
			array( 'paid_late', 'failed', '', 'complete: paid_late', 'status on-hold: late_not_taken!' ),
			array( 'paid_late', 'on-hold', '', 'complete: paid_late', 'note: late_not_taken!' ),
			array( 'paid_late', 'on-hold', 'held', 'complete: paid_late', 'nothing' ),
			array( 'paid_late', 'cancelled', '', 'complete: paid_cancelled', 'status on-hold: cancelled_not_taken!' ),
			array( 'paid_late', 'completed', '', 'note: already_paid!', 'note: already_paid!' ),
			array( 'expired', 'pending', '', 'status failed: expired', 'status failed: expired' ),
			array( 'expired', 'on-hold', '', 'status failed: expired', 'status failed: expired' ),
			array( 'expired', 'failed', '', 'note: expired', 'note: expired' ),
			array( 'expired', 'cancelled', '', 'nothing', 'nothing' ),
			array( 'expired', 'processing', '', 'nothing', 'nothing' ),
			array( 'expired', 'on-hold', 'another', 'nothing', 'nothing' ),
			array( 'failed', 'on-hold', '', 'status failed: vanished', 'status failed: vanished' ),
			array( 'failed', 'refunded', '', 'nothing', 'nothing' ),
			array( 'canceled', 'pending', '', 'note: canceled', 'note: canceled' ),
			array( 'canceled', 'cancelled', '', 'nothing', 'nothing' ),
			array( 'pending', 'processing', 'this', 'status on-hold: reverted!', 'status on-hold: reverted!' ),
			array( 'detected', 'processing', 'this', 'status on-hold: reverted!', 'status on-hold: reverted!' ),
			array( 'failed', 'completed', 'this', 'note: reverted_shipped!', 'note: reverted_shipped!' ),
			array( 'failed', 'on-hold', 'this', 'note: reverted!', 'note: reverted!' ),
			array( 'failed', 'refunded', 'this', 'note: reverted!', 'note: reverted!' ),
			array( 'expired', 'on-hold', 'reverted', 'nothing', 'nothing' ),
			array( 'underpaid', 'on-hold', 'reverted', 'nothing', 'nothing' ),
		);
	}

	/** @dataProvider lines */
	public function test_each_line_of_the_table( string $session, string $order, string $settled, string $taken, string $not_taken ): void {
		self::assertSame( $taken, self::told( StatusMap::act( $session, array(), $order, $settled, self::SETTINGS ) ) );
		self::assertSame( $not_taken, self::told( StatusMap::act( $session, array(), $order, $settled, self::NO_LATE + self::SETTINGS ) ) );
	}

	public function test_what_must_hold_in_every_combination(): void {
		$seen = 0;
		foreach ( self::combinations() as list( $session, $unusual, $order, $settled, $settings ) ) {
			$done = StatusMap::act( $session, $unusual, $order, $settled, $settings );
			$case = json_encode( array( $session, $unusual, $order, $settled, $settings, $done ) );
			self::no_completion_but_of_a_paid_session( $session, $order, $settled, $settings, $done, $case );
			self::final_states_are_kept( $order, $settled, $done, $case );
			self::assertSame( StatusMap::STATUS === $done['act'], '' !== $done['status'], $case );
			self::assertNotSame( $order, $done['status'], $case );
			self::assertSame( StatusMap::NOTHING === $done['act'], array() === $done['notes'], $case );
			self::assertSame( array_unique( $done['notes'] ), $done['notes'], $case );
			++$seen;
		}
		self::assertSame( 8 * 64 * 10 * 6 * 2, $seen );
	}

	public function test_the_money_that_is_too_much_or_wrong_is_always_told(): void {
		foreach ( self::combinations() as list( $session, $unusual, $order, $settled, $settings ) ) {
			$done = StatusMap::act( $session, $unusual, $order, $settled, $settings );
			$told = array_intersect( array( 'overpaid', 'wrong_asset', 'wrong_network' ), $unusual );
			self::assertSame( array(), array_diff( $told, $done['notes'] ) );
			self::assertTrue( array() === $told || $done['flag'] );
		}
		self::assertSame( 'note: late!', self::told( StatusMap::act( 'expired', array( 'late' ), 'cancelled', '', self::SETTINGS ) ) );
		self::assertSame( 'complete: paid_late', self::told( StatusMap::act( 'paid_late', array( 'late' ), 'failed', '', self::SETTINGS ) ) );
		self::assertSame( 'complete: paid,overpaid!', self::told( StatusMap::act( 'paid', array( 'overpaid' ), 'pending', '', self::SETTINGS ) ) );
		self::assertSame( 'note: dropped', self::told( StatusMap::act( 'pending', array( 'reverted' ), 'on-hold', '', self::SETTINGS ) ) );
	}

	public function test_the_statuses_are_the_merchants(): void {
		$chosen = array(
			'order_status_detected'  => 'crypto-wait',
			'order_status_underpaid' => 'crypto-part',
			'order_status_expired'   => 'cancelled',
			'complete_paid_late'     => 'yes',
		);
		self::assertSame( 'status crypto-wait: detected', self::told( StatusMap::act( 'detected', array(), 'pending', '', $chosen ) ) );
		self::assertSame( 'status crypto-part: underpaid!', self::told( StatusMap::act( 'underpaid', array(), 'crypto-wait', '', $chosen ) ) );
		self::assertSame( 'complete: paid', self::told( StatusMap::act( 'paid', array(), 'crypto-part', '', $chosen ) ) );
		self::assertSame( 'status cancelled: expired', self::told( StatusMap::act( 'expired', array(), 'pending', '', $chosen ) ) );
		self::assertSame( 'note: already_paid!', self::told( StatusMap::act( 'paid', array(), 'crypto-wait', '', self::SETTINGS ) ) );
	}

	public function test_no_setting_opens_what_is_final(): void {
		foreach ( array( 'processing', 'completed', 'refunded' ) as $final ) {
			$settings = array( 'order_status_detected' => $final ) + self::SETTINGS;
			self::assertSame( 'note: already_paid!', self::told( StatusMap::act( 'paid', array(), $final, '', $settings ) ) );
			self::assertSame( 'nothing', self::told( StatusMap::act( 'expired', array(), $final, '', $settings ) ) );
		}
	}

	private static function no_completion_but_of_a_paid_session( string $session, string $order, string $settled, array $settings, array $done, string $case ): void {
		if ( StatusMap::COMPLETE === $done['act'] ) {
			self::assertContains( $session, array( 'paid', 'paid_late' ), $case );
			self::assertContains( $settled, array( StatusMap::UNSETTLED, StatusMap::HELD ), $case );
			self::assertContains( $order, array( 'pending', 'on-hold', 'failed', 'checkout-draft', 'cancelled' ), $case );
			self::assertTrue( 'yes' === $settings['complete_paid_late'] || ( 'paid' === $session && 'cancelled' !== $order && StatusMap::HELD !== $settled ), $case );
		}
		if ( StatusMap::RESTORE === $done['act'] ) {
			self::assertContains( $settled, array( StatusMap::REVERTED, StatusMap::AFTER_REVERSAL ), $case );
			self::assertContains( $order, array( 'pending', 'on-hold', 'failed', 'checkout-draft' ), $case );
			self::assertContains( $session, array( 'paid', 'paid_late' ), $case );
		}
	}

	private static function final_states_are_kept( string $order, string $settled, array $done, string $case ): void {
		if ( StatusMap::STATUS !== $done['act'] ) {
			return;
		}
		self::assertNotContains( $order, array( 'completed', 'refunded', 'trash', 'shipped' ), $case );
		if ( 'processing' === $order ) {
			self::assertSame( array( StatusMap::BY_THIS, 'on-hold' ), array( $settled, $done['status'] ), $case );
		}
		if ( 'cancelled' === $order ) {
			self::assertContains( 'cancelled_not_taken', $done['notes'], $case );
		}
	}

	/** @return iterable<array{string, array<string>, string, string, array<string, string>}> */
	private static function combinations(): iterable {
		foreach ( self::SESSIONS as $session ) {
			for ( $bits = 0; $bits < 64; $bits++ ) {
				$unusual = array();
				foreach ( self::UNUSUAL as $place => $name ) {
					if ( 0 !== ( $bits & ( 1 << $place ) ) ) {
						$unusual[] = $name;
					}
				}
				foreach ( self::ORDERS as $order ) {
					foreach ( self::SETTLED as $settled ) {
						yield array( $session, $unusual, $order, $settled, self::SETTINGS );
						yield array( $session, $unusual, $order, $settled, self::NO_LATE + self::SETTINGS );
					}
				}
			}
		}
	}

	/** One line: the act, its status, its notes, and a mark where the merchant is to look. */
	private static function told( array $done ): string {
		$head = StatusMap::STATUS === $done['act'] ? 'status ' . $done['status'] : $done['act'];
		return array() === $done['notes'] ? $head : $head . ': ' . implode( ',', $done['notes'] ) . ( $done['flag'] ? '!' : '' );
	}
}
