<?php
/**
 * Amounts without floating point.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Amounts as decimal strings in their shortest form, so that equal amounts are equal strings; a float never takes part. */
final class Money {

	/**
	 * The shortest form of an amount: "50.00" is "50", "0.50" is "0.5".
	 *
	 * @param string $amount Digits, perhaps a point and more digits.
	 * @return string Empty where it is no such amount.
	 */
	public static function normal( string $amount ): string {
		if ( 1 !== preg_match( '/\A0*([0-9]+)(?:\.([0-9]*?)0*)?\z/', $amount, $parts ) ) {
			return '';
		}
		$decimals = isset( $parts[2] ) ? $parts[2] : '';
		return '' === $decimals ? $parts[1] : $parts[1] . '.' . $decimals;
	}

	/**
	 * Whether two amounts are the same; what is no amount is the same as nothing.
	 *
	 * @param string $one     An amount.
	 * @param string $another An amount.
	 */
	public static function same( string $one, string $another ): bool {
		return '' !== self::normal( $one ) && self::normal( $one ) === self::normal( $another );
	}
}
