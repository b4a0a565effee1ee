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

	/**
	 * Whether an amount is over a limit.
	 *
	 * @param string $amount An amount.
	 * @param string $limit  An amount.
	 */
	public static function exceeds( string $amount, string $limit ): bool {
		$one     = explode( '.', self::normal( $amount ) . '.' );
		$another = explode( '.', self::normal( $limit ) . '.' );
		$width   = max( strlen( $one[0] ), strlen( $another[0] ) );
		$depth   = max( strlen( $one[1] ), strlen( $another[1] ) );
		// Padded to one width, decimal numbers are ordered as their texts are.
		$padded = static function ( array $number ) use ( $width, $depth ): string {
			return str_pad( $number[0], $width, '0', STR_PAD_LEFT ) . str_pad( $number[1], $depth, '0' );
		};
		return strcmp( $padded( $one ), $padded( $another ) ) > 0;
	}
}
