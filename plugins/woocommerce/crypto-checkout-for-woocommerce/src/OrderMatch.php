<?php
/**
 * Whether a payment is this order's.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Compares a session, as the API gave it, with the order that it names; nothing is completed where they differ. */
final class OrderMatch {

	/** It is this order's in every respect. */
	const FITS = '';
	/** It was made by another site, for another order, or by nobody we know: nothing at all is done. */
	const FOREIGN = 'foreign';
	/** The order was last sent to be paid in the other mode, or the money is test money and the shop takes real payments. */
	const OTHER_MODE = 'other_mode';
	/** The order is to be paid in another way by now. */
	const OTHER_METHOD = 'other_method';
	/** The order's total or currency was changed after the session was opened. */
	const AMOUNT_CHANGED = 'amount_changed';

	/**
	 * The first difference.
	 *
	 * @param array<string, mixed>                                                                                                        $session A checkout session of the API.
	 * @param array{id: int, key: string, site: string, reference: string, asked: string, mode: string, taken: string, method: string, total: string, currency: string} $order   What the order says; asked is the mode of the connection that was asked, taken the one that the shop is in.
	 */
	public static function problem( array $session, array $order ): string {
		$metadata = isset( $session['metadata'] ) && is_array( $session['metadata'] ) ? $session['metadata'] : array();
		$said     = array(
			self::text( $session, 'object' ),
			self::text( $session, 'reference' ),
			self::text( $metadata, 'siteId' ),
			self::text( $metadata, 'orderId' ),
		);
		$known    = array( 'checkout_session', $order['reference'], $order['site'], (string) $order['id'] );
		$livemode = isset( $session['livemode'] ) ? $session['livemode'] : null;
		if ( $known !== $said || '' === $order['key'] || ! hash_equals( $order['key'], self::text( $metadata, 'orderKey' ) ) ) {
			return self::FOREIGN;
		}
		if ( ( 'live' === $order['asked'] ) !== $livemode ) {
			return self::FOREIGN;
		}
		if ( $order['asked'] !== $order['mode'] || ( 'test' === $order['asked'] && 'live' === $order['taken'] ) ) {
			return self::OTHER_MODE;
		}
		if ( Plugin::GATEWAY !== $order['method'] ) {
			return self::OTHER_METHOD;
		}
		return self::same_price( $session, $order['total'], $order['currency'] ) ? self::FITS : self::AMOUNT_CHANGED;
	}

	/**
	 * Whether a session asks for exactly this.
	 *
	 * @param array<string, mixed> $session  A checkout session.
	 * @param string               $total    The order's total.
	 * @param string               $currency The order's currency.
	 */
	public static function same_price( array $session, string $total, string $currency ): bool {
		$fiat = isset( $session['fiat'] ) && is_array( $session['fiat'] ) ? $session['fiat'] : array();
		return self::text( $fiat, 'currency' ) === $currency && Money::same( self::text( $fiat, 'amount' ), $total );
	}

	/**
	 * A text of a JSON object; nothing else becomes one.
	 *
	 * @param array<string, mixed> $json What was read.
	 * @param string               $key  The field.
	 */
	public static function text( array $json, string $key ): string {
		return isset( $json[ $key ] ) && is_string( $json[ $key ] ) ? $json[ $key ] : '';
	}
}
