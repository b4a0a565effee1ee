<?php
/**
 * What the merchant reads in an order.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** The order notes in plain words: what happened, and where something is to be done, what. */
final class OrderNotes {

	/** These are told each time that they happen, not once for each amount. */
	const EACH_TIME = array( 'reverted', 'reverted_shipped', 'holds_again', 'holds_again_closed' );

	/**
	 * The text of a note.
	 *
	 * @param string               $name    Of StatusMap or OrderMatch.
	 * @param array<string, mixed> $session The session that it is about.
	 * @param \WC_Order            $order   Its order.
	 */
	public static function text( string $name, array $session, \WC_Order $order ): string {
		$texts = self::course() + self::trouble() + self::differences();
		$fiat  = isset( $session['fiat'] ) && is_array( $session['fiat'] ) ? $session['fiat'] : array();
		$money = OrderMatch::text( $fiat, 'currency' );
		$words = array(
			'{amount}'       => OrderMatch::text( $fiat, 'amount' ) . ' ' . $money,
			'{received}'     => OrderMatch::text( $session, 'amountReceived' ) . ' ' . $money,
			'{due}'          => OrderMatch::text( $session, 'amountDue' ) . ' ' . $money,
			'{session}'      => OrderMatch::text( $session, 'id' ),
			'{transactions}' => self::transactions( $session ),
			'{status}'       => $order->get_status(),
			'{total}'        => $order->get_total() . ' ' . $order->get_currency(),
		);
		$text  = strtr( isset( $texts[ $name ] ) ? $texts[ $name ] : $name, $words );
		$test  = isset( $session['livemode'] ) && false === $session['livemode'];
		return $test ? self::test_mode() . ' ' . $text : $text;
	}

	/**
	 * What a note says where there is little room: of which mode it is, its order tells.
	 *
	 * @param string $text As above.
	 */
	public static function without_mode( string $text ): string {
		return 0 === strpos( $text, self::test_mode() ) ? ltrim( substr( $text, strlen( self::test_mode() ) ) ) : $text;
	}

	/** With which the notes of test mode begin. */
	private static function test_mode(): string {
		return __( 'Test mode, no real money:', 'crypto-checkout-for-woocommerce' );
	}

	/**
	 * By what a note is known to have been written: anew where the amount that arrived is another.
	 *
	 * @param string               $name    The note.
	 * @param array<string, mixed> $session The session.
	 */
	public static function key( string $name, array $session ): string {
		return $name . '|' . Money::normal( OrderMatch::text( $session, 'amountReceived' ) );
	}

	/**
	 * The transfers, as they can be looked up.
	 *
	 * @param array<string, mixed> $session The session.
	 */
	private static function transactions( array $session ): string {
		$found = array();
		foreach ( isset( $session['payments'] ) && is_array( $session['payments'] ) ? $session['payments'] : array() as $payment ) {
			$hash  = OrderMatch::text( $payment, 'txHash' );
			$chain = isset( $payment['chainId'] ) ? (int) $payment['chainId'] : 0;
			/* translators: 1: amount and asset, 2: transaction hash, 3: number of a network */
			$text    = __( '%1$s in transaction %2$s on network %3$d', 'crypto-checkout-for-woocommerce' );
			$found[] = sprintf( $text, OrderMatch::text( $payment, 'amount' ) . ' ' . OrderMatch::text( $payment, 'asset' ), '' === $hash ? '-' : $hash, $chain );
		}
		return array() === $found ? __( 'no transfer that still stands', 'crypto-checkout-for-woocommerce' ) : implode( '; ', array_slice( $found, 0, 10 ) );
	}

	/** What happens when all goes well. */
	private static function course(): array {
		return array(
			'detected'    => __( 'A crypto payment of {amount} is on its way and waits for its confirmations. Do not ship yet. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'paid'        => __( 'Crypto payment of {amount} confirmed: {transactions}. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'paid_late'   => __( 'Crypto payment of {amount} confirmed, after its time had run out: {transactions}. It was taken, as your settings say. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'expired'     => __( 'The time for the crypto payment ran out and nothing arrived. The customer can try again. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'canceled'    => __( 'The crypto payment was cancelled on the platform before anything arrived. The customer can still pay the order. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'dropped'     => __( 'A crypto payment that had been seen has vanished from the network. It may come again until its time runs out. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'vanished'    => __( 'The crypto payment that had been seen has vanished from the network, and its time has run out. The customer can try again. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'holds_again' => __( 'The crypto payment that had been taken back holds again: {transactions}. Session {session}.', 'crypto-checkout-for-woocommerce' ),
		);
	}

	/** What the merchant is to look at. */
	private static function trouble(): array {
		return array(
			'underpaid'           => __( 'Only {received} of {amount} has arrived; {due} is missing. The customer can pay the rest on the payment page. Or accept what arrived, on the page of session {session} in your Crypto Checkout dashboard.', 'crypto-checkout-for-woocommerce' ),
			'closed_detected'     => __( 'A crypto payment of {amount} is on its way for this order, which is {status}. If it is not wanted, return it to the customer once it has arrived. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'closed_underpaid'    => __( '{received} has arrived for this order, which is {status}. If it is not wanted, return it to the customer. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'already_paid'        => __( 'A crypto payment of {amount} was confirmed for this order, which was already {status}: {transactions}. The order was left as it is. If it had been paid in another way, return one of the two payments. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'paid_twice'          => __( 'A second crypto payment of {amount} was confirmed for this order: {transactions}. Return it to the customer. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'paid_cancelled'      => __( 'Crypto payment of {amount} confirmed after the order had been cancelled: {transactions}. It was taken, as your settings say; check that you can still deliver. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'cancelled_not_taken' => __( 'Crypto payment of {amount} confirmed after the order had been cancelled: {transactions}. Your settings do not take it: complete the order by hand, or return the money. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'late_not_taken'      => __( 'Crypto payment of {amount} confirmed after its time had run out: {transactions}. Your settings do not take it: complete the order by hand, or return the money. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'reverted'            => __( 'The crypto payment of this order no longer holds: the network has taken it back. Do not ship; {due} is missing now. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'reverted_shipped'    => __( 'The crypto payment of this completed order no longer holds: the network has taken it back. {due} is missing now; ask the customer to pay again. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'holds_again_closed'  => __( 'The crypto payment that had been taken back holds again: {transactions}. The order is {status} and was left so: deliver it by hand, or return the money. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'interrupted'         => __( 'The payment was taken, but another plugin failed while the order was completed. Check stock, mails and licences of this order; the log of WooCommerce tells what failed. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'overpaid'            => __( 'More than the amount has arrived: {received} instead of {amount}. Settle the difference with the customer. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'late'                => __( 'A transfer arrived after the time had run out and does not count for this payment. Find it in the funds inbox of your Crypto Checkout dashboard. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'wrong_asset'         => __( 'Something arrived that this payment was not offered in. Find it in the funds inbox of your Crypto Checkout dashboard. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'wrong_network'       => __( 'A transfer arrived on a network that this payment was not offered on. Find it in the funds inbox of your Crypto Checkout dashboard. Session {session}.', 'crypto-checkout-for-woocommerce' ),
		);
	}

	/** Where payment and order do not fit. */
	private static function differences(): array {
		return array(
			'amount_changed' => __( 'A crypto payment of {amount} arrived, but the order is over {total} now: it was changed after the customer had been asked to pay. The order was not completed. Compare the two, then complete it by hand or return the money. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'other_method'   => __( 'A crypto payment of {amount} arrived, but the order is to be paid in another way by now. The order was left as it is. If it is paid twice, return one of the two payments. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'other_mode'     => __( 'A crypto payment of {amount} arrived in a mode (test or live) that does not count for this order. The order was left as it is. Session {session}.', 'crypto-checkout-for-woocommerce' ),
			'edited_waiting' => __( 'The order is over {total} now, while a crypto payment of {amount} is already on its way. No second payment was opened. Wait for the first, then settle the difference with the customer. Session {session}.', 'crypto-checkout-for-woocommerce' ),
		);
	}
}
