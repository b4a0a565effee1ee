<?php
/**
 * Looks for itself.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Webhooks are a hint: what did not arrive is found by asking, in a recurring job, on the customer's page of the order, and by a button. */
final class Reconciler {

	const HOOK = 'crypto_checkout_reconcile';

	/** How often, in seconds. */
	const EVERY = 900;

	/** How many orders in one run. */
	const PAGE = 50;

	/** How long an order is looked after, in days since it was changed; a late payment may come within that time. */
	const DAYS = 14;

	/** Hooks everything in. */
	public static function register(): void {
		add_action( 'init', array( self::class, 'schedule' ), 20 );
		add_action( self::HOOK, array( self::class, 'run' ) );
		add_action( 'template_redirect', array( self::class, 'on_page' ), 5 );
		add_filter( 'woocommerce_order_actions', array( self::class, 'offer' ), 10, 2 );
		add_action( 'woocommerce_order_action_crypto_checkout_check', array( self::class, 'on_button' ) );
	}

	/** Sees that the job is there; asked in the admin area only, as that is enough. */
	public static function schedule(): void {
		if ( ( is_admin() || wp_doing_cron() ) && function_exists( 'as_has_scheduled_action' ) && ! as_has_scheduled_action( self::HOOK, array(), EventProcessor::GROUP ) ) {
			as_schedule_recurring_action( time() + 60, self::EVERY, self::HOOK, array(), EventProcessor::GROUP );
		}
	}

	/** Takes the job and everything else that waits back, when the plugin is switched off. */
	public static function unschedule(): void {
		if ( function_exists( 'as_unschedule_all_actions' ) ) {
			as_unschedule_all_actions( '', array(), EventProcessor::GROUP );
		}
	}

	/** The job: what no webhook told, then a page of the orders that could still be paid; the next run takes the next page. */
	public static function run(): void {
		EventStore::prune();
		$reached = array_filter( array( 'test', 'live' ), array( self::class, 'events' ) );
		$page    = max( 1, (int) get_option( 'crypto_checkout_reconcile_page', 1 ) );
		$orders  = self::open_orders( $page );
		update_option( 'crypto_checkout_reconcile_page', count( $orders ) < self::PAGE ? 1 : $page + 1, false );
		foreach ( $orders as $order ) {
			$mode = Orders::mode( $order );
			// A mode in which nobody answers holds up no order of the other one.
			if ( in_array( $mode, $reached, true ) && ! self::quietly( $order ) ) {
				$reached = array_diff( $reached, array( $mode ) );
			}
		}
	}

	/**
	 * The events of one mode: those that never arrived, and those that wait.
	 *
	 * @param string $mode test or live.
	 * @return bool Whether the platform answers for that mode.
	 */
	private static function events( string $mode ): bool {
		$connection = Connection::load( $mode );
		if ( ! $connection->usable() ) {
			return false;
		}
		try {
			CatchUp::run( $connection );
		} catch ( ApiProblem $problem ) {
			Plugin::log( 'warning', sprintf( 'The events of %s mode could not be read: %s', $mode, $problem->getMessage() ) );
			// A key that may not list events can still be asked about each order.
			if ( ! in_array( $problem->status(), array( 400, 403 ), true ) ) {
				return false;
			}
		}
		foreach ( EventStore::waiting( $mode, self::PAGE ) as $id ) {
			EventProcessor::attempt( $id );
		}
		return true;
	}

	/**
	 * Brings an order to where its sessions stand.
	 *
	 * @param \WC_Order $order One of ours.
	 * @throws ApiProblem Where the platform did not answer.
	 * @throws LockBusy   Where another process kept the order.
	 */
	public static function order( \WC_Order $order ): void {
		// One of ours without a session may have got one whose answer was lost.
		if ( '' === Orders::meta( $order, Orders::SESSION ) && ! Orders::is_ours( $order ) ) {
			return;
		}
		Settlement::read_all( $order->get_id() );
		$stored = Orders::fresh( $order->get_id() );
		if ( null !== $stored && $stored->has_status( 'cancelled' ) && 'pending' === Orders::state( $stored, Orders::meta( $stored, Orders::SESSION ) )['status'] ) {
			Sessions::cancel_for( $stored );
		}
	}

	/** On the pages where a customer sees the order: he has just paid, and the event may be on its way still. */
	public static function on_page(): void {
		$order = self::shown_order();
		if ( null === $order || ! $order->has_status( self::statuses() ) ) {
			return;
		}
		// Reloading the page in anger asks the platform no more than once in five seconds.
		if ( false === get_transient( 'crypto_checkout_look_' . $order->get_id() ) ) {
			set_transient( 'crypto_checkout_look_' . $order->get_id(), '1', 5 );
			self::quietly( $order );
		}
	}

	/**
	 * Offers the button on an order of ours.
	 *
	 * @param array<string, string> $actions What is offered.
	 * @param mixed                 $order   The order; older versions of WooCommerce do not tell it.
	 * @return array<string, string>
	 */
	public static function offer( $actions, $order = null ): array {
		if ( ! $order instanceof \WC_Order || '' !== Orders::meta( $order, Orders::SESSION ) || Orders::is_ours( $order ) ) {
			$actions['crypto_checkout_check'] = __( 'Check the crypto payment now', 'crypto-checkout-for-woocommerce' );
		}
		return $actions;
	}

	/**
	 * The button was pressed; WooCommerce has seen to who may.
	 *
	 * @param \WC_Order $order The order.
	 */
	public static function on_button( \WC_Order $order ): void {
		try {
			self::order( $order );
		} catch ( \RuntimeException $problem ) {
			/* translators: %s: what went wrong */
			$order->add_order_note( sprintf( __( 'The crypto payment could not be checked: %s', 'crypto-checkout-for-woocommerce' ), $problem->getMessage() ) );
		}
	}

	/**
	 * Looks, and only logs where it fails.
	 *
	 * @param \WC_Order $order The order.
	 * @return bool Whether it is worth to go on with the next one.
	 */
	private static function quietly( \WC_Order $order ): bool {
		try {
			self::order( $order );
		} catch ( ApiProblem $problem ) {
			Plugin::log( 'warning', sprintf( 'Order %d could not be checked: %s', $order->get_id(), $problem->getMessage() ) );
			return $problem->status() >= 400 && $problem->status() < 500 && ! in_array( $problem->status(), array( 401, 403, 429 ), true );
		} catch ( LockBusy $busy ) {
			// Somebody is at it already.
			return true;
		} catch ( \Throwable $problem ) {
			Plugin::log( 'error', sprintf( 'Order %d could not be brought to where its payment stands: %s', $order->get_id(), $problem->getMessage() ) );
		}
		return true;
	}

	/**
	 * The orders that a payment could still change, newest first.
	 *
	 * @param int $page From 1.
	 * @return array<\WC_Order>
	 */
	private static function open_orders( int $page ): array {
		$found = wc_get_orders(
			array(
				'type'           => 'shop_order',
				'payment_method' => Plugin::GATEWAY,
				'status'         => self::statuses(),
				'date_modified'  => '>' . ( Plugin::now() - self::DAYS * DAY_IN_SECONDS ),
				'limit'          => self::PAGE,
				'paged'          => $page,
				'orderby'        => 'date',
				'order'          => 'DESC',
			)
		);
		return array_values( array_filter( is_array( $found ) ? $found : array(), static function ( $order ): bool {
			return $order instanceof \WC_Order;
		} ) );
	}

	/**
	 * The statuses that a payment could change.
	 *
	 * @return array<string>
	 */
	private static function statuses(): array {
		$settings = GatewaySettings::status_map();
		unset( $settings['complete_paid_late'] );
		return array_values( array_unique( array_merge( array( 'pending', 'on-hold', 'failed', 'cancelled' ), array_values( $settings ) ) ) );
	}

	/** The order that this page is about, where the visitor may see it. */
	private static function shown_order(): ?\WC_Order {
		foreach ( array( 'order-received', 'view-order', 'order-pay' ) as $endpoint ) {
			$id    = absint( get_query_var( $endpoint ) );
			$order = $id > 0 ? wc_get_order( $id ) : false;
			if ( $order instanceof \WC_Order && Orders::is_ours( $order ) ) {
				$key = isset( $_GET['key'] ) && is_string( $_GET['key'] ) ? sanitize_text_field( wp_unslash( $_GET['key'] ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification
				$may = hash_equals( (string) $order->get_order_key(), $key ) || current_user_can( 'view_order', $id );
				return $may ? $order : null;
			}
		}
		return null;
	}
}
