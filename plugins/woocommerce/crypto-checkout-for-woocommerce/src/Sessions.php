<?php
/**
 * The checkout sessions of an order.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Opens one payment page for an order at a time: the last one is looked at first, and a second is opened only where the first is over. */
final class Sessions {

	/** Where the customer may still act on the payment page. */
	const OPEN = array( 'pending', 'detected', 'underpaid' );

	/** Where something has arrived. */
	const WITH_MONEY = array( 'detected', 'underpaid', 'paid', 'paid_late' );

	/** How often a session that turns out to be over is followed by another within one request. */
	const ATTEMPTS = 3;

	/**
	 * The session in which the order is paid; `checkoutUrl` is where to send the customer, unless its status says that it is paid.
	 *
	 * @param \WC_Order $order The order.
	 * @return array<string, mixed> The session.
	 * @throws ApiProblem      Where the platform refused it or was not reached.
	 * @throws LockBusy        Where another process kept the order.
	 * @throws CheckoutRefused Where the customer can do nothing but wait.
	 */
	public static function for_order( \WC_Order $order ): array {
		$id = $order->get_id();
		return Orders::locked(
			$id,
			static function () use ( $id ): array {
				$order = Orders::fresh( $id );
				if ( null === $order ) {
					throw new CheckoutRefused( __( 'This order is no longer there. Please order again.', 'crypto-checkout-for-woocommerce' ) );
				}
				if ( $order->is_paid() ) {
					return array( 'status' => 'paid' );
				}
				if ( $order->has_status( array( 'cancelled', 'refunded', 'trash' ) ) ) {
					throw new CheckoutRefused( __( 'This order can no longer be paid. Please order again.', 'crypto-checkout-for-woocommerce' ) );
				}
				$mode    = Plugin::mode();
				$client  = new ApiClient( Connection::load( $mode ) );
				$session = self::last( $order, $mode, $client );
				return null === $session ? self::open( $order, $mode, $client ) : $session;
			}
		);
	}

	/**
	 * Closes the order's session, so that nobody pays for what is cancelled; one in which something has arrived stays, and is told.
	 *
	 * @param \WC_Order $order The order.
	 * @throws ApiProblem Where the platform was not reached.
	 * @throws LockBusy   Where another process kept the order.
	 */
	public static function cancel_for( \WC_Order $order ): void {
		$id = $order->get_id();
		Orders::locked(
			$id,
			static function () use ( $id ): void {
				$order   = Orders::fresh( $id );
				$session = null === $order ? '' : Orders::meta( $order, Orders::SESSION );
				if ( '' !== $session ) {
					self::cancel( $order, $session );
				}
			}
		);
	}

	/**
	 * The last session, where it is still the one to pay in.
	 *
	 * @param \WC_Order $order  The order.
	 * @param string    $mode   The mode to pay in.
	 * @param ApiClient $client Of that mode.
	 * @return array<string, mixed>|null Null where another is to be opened.
	 * @throws CheckoutRefused Where money is on its way for another amount.
	 */
	private static function last( \WC_Order $order, string $mode, ApiClient $client ): ?array {
		$id = Orders::meta( $order, Orders::SESSION );
		if ( '' === $id ) {
			return null;
		}
		if ( Orders::mode( $order ) !== $mode ) {
			self::leave( $order, $id );
			return null;
		}
		$session = self::read( $client, $id );
		if ( null === $session || ! self::is_of( $order, $session ) ) {
			// One that was opened before the plugin was installed anew is known by the order's key alone.
			self::leave( $order, null === $session ? '' : $id );
			return null;
		}
		if ( in_array( $session['status'], self::WITH_MONEY, true ) ) {
			Settlement::apply( $order, $session, $mode );
		}
		if ( in_array( $session['status'], array( 'paid', 'paid_late' ), true ) ) {
			return $session;
		}
		$over = 'pending' === $session['status'] && (int) strtotime( $session['expiresAt'] ) <= Plugin::now();
		if ( $over || ! in_array( $session['status'], self::OPEN, true ) ) {
			self::next_attempt( $order );
			return null;
		}
		if ( OrderMatch::same_price( $session, (string) $order->get_total(), (string) $order->get_currency() ) ) {
			return $session;
		}
		return self::replace( $order, $session );
	}

	/**
	 * Whether a session was opened for this very order.
	 *
	 * @param \WC_Order            $order   The order.
	 * @param array<string, mixed> $session A session.
	 */
	private static function is_of( \WC_Order $order, array $session ): bool {
		$metadata = isset( $session['metadata'] ) && is_array( $session['metadata'] ) ? $session['metadata'] : array();
		return OrderMatch::text( $session, 'reference' ) === Orders::reference( $order )
			&& hash_equals( (string) $order->get_order_key(), OrderMatch::text( $metadata, 'orderKey' ) );
	}

	/**
	 * Nobody can say any more what the session that was opened before pays for: it is closed, as well as that can be done.
	 *
	 * @param \WC_Order $order The order.
	 * @param string    $id    Its session, or nothing.
	 */
	private static function leave( \WC_Order $order, string $id ): void {
		try {
			if ( '' !== $id ) {
				self::cancel( $order, $id );
			}
		} catch ( ApiProblem $problem ) {
			Plugin::log( 'warning', sprintf( 'Session %s of order %d was left open, and another is opened: %s', $id, $order->get_id(), $problem->getMessage() ) );
		}
		self::next_attempt( $order );
	}

	/**
	 * The order was changed: its open session makes room for another.
	 *
	 * @param \WC_Order            $order   The order.
	 * @param array<string, mixed> $session Its session over another amount.
	 * @return null There is room.
	 * @throws CheckoutRefused Where something has already arrived.
	 */
	private static function replace( \WC_Order $order, array $session ) {
		if ( 'pending' !== $session['status'] || ! self::cancel( $order, (string) $session['id'] ) ) {
			( new SettlementWriter( $order, $session, Orders::state( $order, (string) $session['id'] ) ) )->tell( 'edited_waiting' );
			throw new CheckoutRefused( __( 'A payment for this order is already on its way. Please wait until it is confirmed; the shop will get in touch about the difference.', 'crypto-checkout-for-woocommerce' ) );
		}
		self::next_attempt( $order );
		return null;
	}

	/**
	 * Opens a session. The same attempt is asked for under the same key, so that a request which got lost opens nothing twice.
	 *
	 * @param \WC_Order $order  The order.
	 * @param string    $mode   The mode to pay in.
	 * @param ApiClient $client Of that mode.
	 * @return array<string, mixed> The session.
	 * @throws CheckoutRefused Where none could be had.
	 */
	private static function open( \WC_Order $order, string $mode, ApiClient $client ): array {
		for ( $i = 0; $i < self::ATTEMPTS; $i++ ) {
			$session = self::create( $order, $mode, $client );
			if ( null === $session ) {
				continue;
			}
			if ( self::is_of( $order, $session ) && in_array( $session['status'], array_merge( self::OPEN, array( 'paid', 'paid_late' ) ), true ) ) {
				Orders::set(
					$order,
					array(
						Orders::SESSION => (string) $session['id'],
						Orders::MODE    => $mode,
						Orders::PAGE    => (string) $session['checkoutUrl'],
					)
				);
				$order->save();
				return $session;
			}
			self::next_attempt( $order );
		}
		throw new CheckoutRefused( __( 'The payment page could not be opened. Please try again.', 'crypto-checkout-for-woocommerce' ) );
	}

	/**
	 * Asks for the session of this attempt.
	 *
	 * @param \WC_Order $order  The order.
	 * @param string    $mode   The mode to pay in.
	 * @param ApiClient $client Of that mode.
	 * @return array<string, mixed>|null Null where the next attempt is to be made.
	 * @throws ApiProblem Where the platform refused it or was not reached.
	 */
	private static function create( \WC_Order $order, string $mode, ApiClient $client ): ?array {
		try {
			$session = $client->post( '/checkout_sessions', SessionRequest::body( $order ), SessionRequest::key( $order, $mode ) );
		} catch ( ApiProblem $problem ) {
			// A refusal may be kept for the key, and would be repeated when its cause is long gone.
			if ( 409 === $problem->status() && 'idempotency_in_progress' !== $problem->code_name() ) {
				self::next_attempt( $order );
			}
			if ( 'idempotency_key_reused' === $problem->code_name() ) {
				return null;
			}
			throw $problem;
		}
		// An answer that was kept for the key shows the session as it was then.
		$kept = (int) strtotime( $session['createdAt'] ) < Plugin::now() - 30;
		return $kept ? $client->get( '/checkout_sessions/' . rawurlencode( $session['id'] ) ) : $session;
	}

	/**
	 * A session, or null where the connected store has none of that id.
	 *
	 * @param ApiClient $client Of its mode.
	 * @param string    $id     Its id.
	 * @return array<string, mixed>|null
	 * @throws ApiProblem Where the platform did not answer.
	 */
	private static function read( ApiClient $client, string $id ): ?array {
		try {
			return $client->get( '/checkout_sessions/' . rawurlencode( $id ) );
		} catch ( ApiProblem $problem ) {
			if ( 404 === $problem->status() ) {
				return null;
			}
			throw $problem;
		}
	}

	/**
	 * Cancels a session on the platform.
	 *
	 * @param \WC_Order $order The order, under its lock.
	 * @param string    $id    The session.
	 * @return bool False where something has arrived, which is told then.
	 * @throws ApiProblem Where the platform was not reached.
	 */
	private static function cancel( \WC_Order $order, string $id ): bool {
		$mode   = Orders::mode( $order );
		$client = new ApiClient( Connection::load( $mode ) );
		try {
			$client->post( '/checkout_sessions/' . rawurlencode( $id ) . '/cancel' );
			return true;
		} catch ( ApiProblem $problem ) {
			if ( 404 === $problem->status() ) {
				return true;
			}
			if ( 'session_not_cancelable' !== $problem->code_name() ) {
				throw $problem;
			}
		}
		$session = $client->get( '/checkout_sessions/' . rawurlencode( $id ) );
		Settlement::apply( $order, $session, $mode );
		return in_array( $session['status'], array( 'expired', 'failed', 'canceled' ), true );
	}

	/**
	 * Counts one more attempt; a new key goes with it.
	 *
	 * @param \WC_Order $order The order.
	 */
	private static function next_attempt( \WC_Order $order ): void {
		Orders::set( $order, array( Orders::ATTEMPT => (string) ( 1 + (int) Orders::meta( $order, Orders::ATTEMPT ) ) ) );
		$order->save();
	}
}
