<?php

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce\Tests;

use CryptoCheckout\WooCommerce\Money;
use PHPUnit\Framework\TestCase;

/** Amounts are compared as they are written, whatever their zeros. */
final class MoneyTest extends TestCase {
	/** @return array<array{string, string}> */
	public function amounts(): array {
		return array(
			array( '50.00', '50' ),
			array( '50', '50' ),
			array( '0050.10', '50.1' ),
			array( '0.50', '0.5' ),
			array( '0.00', '0' ),
			array( '100', '100' ),
			array( '5000.000', '5000' ),
			array( '10.005', '10.005' ),
			array( '123456789012345678901234567890.12', '123456789012345678901234567890.12' ),
			array( '', '' ),
			array( '-1', '' ),
			array( '1,00', '' ),
			array( '1e3', '' ),
			array( '.5', '' ),
			array( " 1", '' ),
			array( "1\n", '' ),
		);
	}

	/** @dataProvider amounts */
	public function test_the_shortest_form( string $written, string $normal ): void {
		self::assertSame( $normal, Money::normal( $written ) );
	}

	public function test_only_the_same_amount_is_the_same(): void {
		self::assertTrue( Money::same( '50.00', '50' ) );
		self::assertFalse( Money::same( '50.00', '50.001' ) );
		self::assertFalse( Money::same( '50', '5' ) );
		self::assertFalse( Money::same( '', '' ) );
		// As floats these two are one.
		self::assertFalse( Money::same( '100000000000000000000.01', '100000000000000000000.02' ) );
	}
}
