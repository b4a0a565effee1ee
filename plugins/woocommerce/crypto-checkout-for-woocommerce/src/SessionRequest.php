<?php
/**
 * What the platform is asked for.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** The request that opens a session for an order: its price, its names, and where the customer comes back to. Nothing about the customer. */
final class SessionRequest {

	/**
	 * The body.
	 *
	 * @param \WC_Order $order The order.
	 * @return array<string, mixed>
	 */
	public static function body( \WC_Order $order ): array {
		$body = array(
			'successUrl' => $order->get_checkout_order_received_url(),
			'cancelUrl'  => $order->get_checkout_payment_url(),
		);
		/**
		 * Lets others add to the request, such as `assets` or `expiresInSeconds`.
		 *
		 * @param array<string, mixed> $body  As of the API's POST /checkout_sessions.
		 * @param \WC_Order            $order The order.
		 */
		$body     = (array) apply_filters( 'crypto_checkout_session_request', $body, $order );
		$metadata = isset( $body['metadata'] ) && is_array( $body['metadata'] ) ? $body['metadata'] : array();
		// What a payment is known by again is nobody's to change.
		$body['metadata']  = array(
			'orderId'     => (string) $order->get_id(),
			'orderNumber' => (string) $order->get_order_number(),
			'orderKey'    => (string) $order->get_order_key(),
			'siteId'      => Site::id(),
		) + $metadata;
		$body['amount']    = array(
			'value'    => Money::normal( (string) $order->get_total() ),
			'currency' => (string) $order->get_currency(),
		);
		$body['reference'] = Orders::reference( $order );
		$body['reuseOpen'] = true;
		return $body;
	}

	/**
	 * The key under which the same attempt is done once.
	 *
	 * @param \WC_Order $order The order.
	 * @param string    $mode  The mode.
	 */
	public static function key( \WC_Order $order, string $mode ): string {
		$parts = array(
			Site::id(),
			(string) $order->get_id(),
			(string) $order->get_order_key(),
			$mode,
			Orders::meta( $order, Orders::ATTEMPT ),
			Money::normal( (string) $order->get_total() ),
			(string) $order->get_currency(),
		);
		return hash( 'sha256', implode( '|', $parts ) );
	}
}
