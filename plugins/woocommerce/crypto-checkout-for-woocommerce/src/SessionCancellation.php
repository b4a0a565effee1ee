<?php
/**
 * Sessions that are no longer wanted.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Closes the session of an order that was cancelled, paid in another way or thrown away, and keeps orders open that are being paid. */
final class SessionCancellation {

	const HOOK = 'crypto_checkout_cancel';

	/** Seconds until an attempt that failed is made again. */
	const WAIT = 300;

	/** Hooks everything in. */
	public static function register(): void {
		add_action( 'woocommerce_order_status_changed', array( self::class, 'on_status' ), 20, 4 );
		add_action( 'woocommerce_before_trash_order', array( self::class, 'on_trash' ) );
		add_filter( 'woocommerce_cancel_unpaid_order', array( self::class, 'may_cancel' ), 20, 2 );
		add_action( self::HOOK, array( self::class, 'run' ) );
	}

	/**
	 * An order changed its status.
	 *
	 * @param int    $id    The order.
	 * @param string $from  Its status before.
	 * @param string $to    Its status now.
	 * @param mixed  $order The order itself.
	 */
	public static function on_status( $id, $from, $to, $order ): void {
		unset( $id, $from );
		$over = 'cancelled' === $to || in_array( $to, wc_get_is_paid_statuses(), true );
		if ( ! $over || ! $order instanceof \WC_Order || '' === Orders::meta( $order, Orders::SESSION ) ) {
			return;
		}
		// What our own payment completed needs no closing.
		if ( StatusMap::BY_THIS !== Orders::settled( $order, Orders::meta( $order, Orders::SESSION ) ) ) {
			self::soon( $order );
		}
	}

	/**
	 * An order goes to the trash.
	 *
	 * @param int $id The order.
	 */
	public static function on_trash( $id ): void {
		$order = wc_get_order( $id );
		if ( $order instanceof \WC_Order && '' !== Orders::meta( $order, Orders::SESSION ) ) {
			self::soon( $order );
		}
	}

	/**
	 * WooCommerce is about to cancel an order that was not paid in time. It may, once nothing can be in its session any more.
	 *
	 * @param bool      $may   What others say.
	 * @param \WC_Order $order The order.
	 */
	public static function may_cancel( $may, $order ): bool {
		if ( ! $may || ! $order instanceof \WC_Order || ! Orders::is_ours( $order ) || '' === Orders::meta( $order, Orders::SESSION ) ) {
			return (bool) $may;
		}
		try {
			$session = ( new ApiClient( Connection::load( Orders::mode( $order ) ) ) )->get( '/checkout_sessions/' . rawurlencode( Orders::meta( $order, Orders::SESSION ) ) );
		} catch ( ApiProblem $problem ) {
			// Not knowing is no reason to cancel what may be paid; the job comes again.
			return 404 === $problem->status();
		}
		return in_array( $session['status'], array( 'expired', 'failed', 'canceled' ), true );
	}

	/**
	 * Closes the session of an order, and tries again where the platform is down.
	 *
	 * @param int $id The order.
	 */
	public static function run( $id ): void {
		$order = wc_get_order( (int) $id );
		if ( ! $order instanceof \WC_Order ) {
			return;
		}
		try {
			Sessions::cancel_for( $order );
		} catch ( \RuntimeException $problem ) {
			Plugin::log( 'warning', sprintf( 'The session of order %d could not be closed yet: %s', (int) $id, $problem->getMessage() ) );
			as_schedule_single_action( time() + self::WAIT, self::HOOK, array( (int) $id ), EventProcessor::GROUP );
		}
	}

	/**
	 * Has it done outside of whatever is going on now: that may hold the order's lock, or a customer waits for it.
	 *
	 * @param \WC_Order $order The order.
	 */
	private static function soon( \WC_Order $order ): void {
		as_enqueue_async_action( self::HOOK, array( $order->get_id() ), EventProcessor::GROUP );
	}
}
