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

	/** Seconds until an attempt that failed is made again; after the last one the reconciler goes on. */
	const WAITS = array( 300, 900, 3600, 10800, 43200 );

	/** Hooks everything in. */
	public static function register(): void {
		add_action( 'woocommerce_order_status_changed', array( self::class, 'on_status' ), 20, 4 );
		add_action( 'woocommerce_before_trash_order', array( self::class, 'on_trash' ) );
		add_filter( 'woocommerce_cancel_unpaid_order', array( self::class, 'may_cancel' ), 20, 2 );
		add_action( self::HOOK, array( self::class, 'run' ), 10, 2 );
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
		unset( $id, $from, $to );
		if ( ! $order instanceof \WC_Order || '' === Orders::meta( $order, Orders::SESSION ) || ! self::is_over( $order ) ) {
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
		$connection = Connection::load( Orders::mode( $order ) );
		if ( ! $connection->connected() ) {
			// Nobody can be asked; a session that was open then has run out after a day.
			$created = $order->get_date_created();
			return null === $created || $created->getTimestamp() < Plugin::now() - DAY_IN_SECONDS;
		}
		try {
			$session = ( new ApiClient( $connection ) )->get( '/checkout_sessions/' . rawurlencode( Orders::meta( $order, Orders::SESSION ) ) );
		} catch ( ApiProblem $problem ) {
			// Not knowing is no reason to cancel what may be paid; the job comes again.
			return 404 === $problem->status();
		}
		return in_array( $session['status'], array( 'expired', 'failed', 'canceled' ), true );
	}

	/**
	 * Whether nobody should pay the order by crypto any more.
	 *
	 * @param \WC_Order $order The order.
	 */
	public static function is_over( \WC_Order $order ): bool {
		return ! Orders::is_ours( $order ) || $order->is_paid() || $order->has_status( array( 'cancelled', 'refunded', 'trash' ) );
	}

	/**
	 * Closes the session of an order, and tries again where the platform is down; not where the order was reopened meanwhile.
	 *
	 * @param int $id    The order.
	 * @param int $tries How often it failed.
	 */
	public static function run( $id, $tries = 0 ): void {
		$order = Orders::fresh( (int) $id );
		if ( null === $order || ! self::is_over( $order ) ) {
			return;
		}
		try {
			Sessions::cancel_for( $order );
		} catch ( \RuntimeException $problem ) {
			Plugin::log( 'warning', sprintf( 'The session of order %d could not be closed yet: %s', (int) $id, $problem->getMessage() ) );
			if ( isset( self::WAITS[ (int) $tries ] ) ) {
				as_schedule_single_action( time() + self::WAITS[ (int) $tries ], self::HOOK, array( (int) $id, 1 + (int) $tries ), EventProcessor::GROUP );
			}
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
