<?php

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce\Tests;

use CryptoCheckout\WooCommerce\OrderMatch;
use PHPUnit\Framework\TestCase;

/** A session completes only the very order that it was opened for, as it was then. */
final class OrderMatchTest extends TestCase {
	private const ORDER = array(
		'id'        => 17,
		'key'       => 'wc_order_abc',
		'site'      => 'k3x9q2ab',
		'reference' => 'k3x9q2ab-17',
		'asked'     => 'test',
		'mode'      => 'test',
		'taken'     => 'test',
		'method'    => 'crypto_checkout',
		'total'     => '50.00',
		'currency'  => 'EUR',
	);

	public function test_it_fits(): void {
		self::assertSame( OrderMatch::FITS, OrderMatch::problem( self::session(), self::ORDER ) );
		self::assertSame( OrderMatch::FITS, OrderMatch::problem( self::session(), array( 'total' => '50' ) + self::ORDER ) );
		$live = array( 'asked' => 'live', 'mode' => 'live', 'taken' => 'live' ) + self::ORDER;
		self::assertSame( OrderMatch::FITS, OrderMatch::problem( array( 'livemode' => true ) + self::session(), $live ) );
		// Real money counts while the merchant tries something out.
		self::assertSame( OrderMatch::FITS, OrderMatch::problem( array( 'livemode' => true ) + self::session(), array( 'taken' => 'test' ) + $live ) );
	}

	/** @return array<string, array{array<string, mixed>}> */
	public function strangers(): array {
		return array(
			'another object'          => array( array( 'object' => 'refund' ) ),
			'another reference'       => array( array( 'reference' => 'k3x9q2ab-18' ) ),
			'no reference'            => array( array( 'reference' => null ) ),
			'another site'            => array( array( 'metadata' => array( 'siteId' => 'zzzzzzzz' ) + self::session()['metadata'] ) ),
			'another order'           => array( array( 'metadata' => array( 'orderId' => '18' ) + self::session()['metadata'] ) ),
			'an order that is longer' => array( array( 'metadata' => array( 'orderId' => '017' ) + self::session()['metadata'] ) ),
			'another key'             => array( array( 'metadata' => array( 'orderKey' => 'wc_order_abd' ) + self::session()['metadata'] ) ),
			'a key that is no text'   => array( array( 'metadata' => array( 'orderKey' => true ) + self::session()['metadata'] ) ),
			'no metadata'             => array( array( 'metadata' => null ) ),
			'the other mode'          => array( array( 'livemode' => true ) ),
			'a mode that is no mode'  => array( array( 'livemode' => 0 ) ),
			'no mode'                 => array( array( 'livemode' => null ) ),
		);
	}

	/**
	 * @dataProvider strangers
	 * @param array<string, mixed> $changed
	 */
	public function test_a_strangers_session_is_foreign( array $changed ): void {
		self::assertSame( OrderMatch::FOREIGN, OrderMatch::problem( $changed + self::session(), self::ORDER ) );
	}

	public function test_an_order_without_a_key_fits_nothing(): void {
		$session = array( 'metadata' => array( 'orderKey' => '' ) + self::session()['metadata'] ) + self::session();
		self::assertSame( OrderMatch::FOREIGN, OrderMatch::problem( $session, array( 'key' => '' ) + self::ORDER ) );
	}

	public function test_what_was_changed_since_is_named(): void {
		$is = static function ( array $changed ): string {
			return OrderMatch::problem( self::session(), $changed + self::ORDER );
		};
		self::assertSame( OrderMatch::OTHER_MODE, $is( array( 'mode' => 'live' ) ) );
		self::assertSame( OrderMatch::OTHER_MODE, $is( array( 'taken' => 'live' ) ), 'test money in a shop that takes real payments' );
		self::assertSame( OrderMatch::OTHER_METHOD, $is( array( 'method' => 'bacs' ) ) );
		self::assertSame( OrderMatch::OTHER_METHOD, $is( array( 'method' => '' ) ) );
		self::assertSame( OrderMatch::AMOUNT_CHANGED, $is( array( 'total' => '50.01' ) ) );
		self::assertSame( OrderMatch::AMOUNT_CHANGED, $is( array( 'total' => '5' ) ) );
		self::assertSame( OrderMatch::AMOUNT_CHANGED, $is( array( 'total' => '' ) ) );
		self::assertSame( OrderMatch::AMOUNT_CHANGED, $is( array( 'currency' => 'USD' ) ) );
		self::assertSame( OrderMatch::AMOUNT_CHANGED, OrderMatch::problem( array( 'fiat' => null ) + self::session(), self::ORDER ) );
	}

	/** @return array<string, mixed> */
	private static function session(): array {
		return array(
			'object'    => 'checkout_session',
			'livemode'  => false,
			'reference' => 'k3x9q2ab-17',
			'metadata'  => array(
				'siteId'   => 'k3x9q2ab',
				'orderId'  => '17',
				'orderKey' => 'wc_order_abc',
			),
			'fiat'      => array(
				'amount'   => '50.00',
				'currency' => 'EUR',
			),
		);
	}
}
