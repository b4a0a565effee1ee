<?php
/**
 * What the plugin keeps with an order.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Reads orders as they are stored now, and what was already done for each of their checkout sessions. */
final class Orders {

	const SESSION   = '_crypto_checkout_session';
	const MODE      = '_crypto_checkout_mode';
	const ATTEMPT   = '_crypto_checkout_attempt';
	const REFERENCE = '_crypto_checkout_reference';
	/** JSON by session: sequence applied, status applied, notes written, settled. */
	const STATE = '_crypto_checkout_state';
	/** One sentence for the merchant to look at, or nothing. */
	const ATTENTION = '_crypto_checkout_attention';

	/**
	 * Runs the work while no other process touches the order.
	 *
	 * @param int      $id   The order.
	 * @param callable $work What to do.
	 * @return mixed What the work returns.
	 * @throws LockBusy Where another process kept it.
	 */
	public static function locked( int $id, callable $work ) {
		return OrderLock::run( 'order-' . $id, $work );
	}

	/**
	 * The order as the database has it: a copy that was read before the lock was taken may be old.
	 *
	 * @param int $id The order.
	 */
	public static function fresh( int $id ): ?\WC_Order {
		clean_post_cache( $id );
		$cache = '\Automattic\WooCommerce\Caches\OrderCache';
		if ( function_exists( 'wc_get_container' ) && class_exists( $cache ) ) {
			wc_get_container()->get( $cache )->remove( $id );
		}
		$order = wc_get_order( $id );
		if ( ! $order instanceof \WC_Order ) {
			return null;
		}
		$order->read_meta_data( true );
		return $order;
	}

	/**
	 * Whether it is to be paid by this plugin.
	 *
	 * @param \WC_Order $order An order.
	 */
	public static function is_ours( \WC_Order $order ): bool {
		return Plugin::GATEWAY === $order->get_payment_method();
	}

	/**
	 * One of the plugin's fields.
	 *
	 * @param \WC_Order $order An order.
	 * @param string    $key   The field.
	 */
	public static function meta( \WC_Order $order, string $key ): string {
		$value = $order->get_meta( $key );
		return is_scalar( $value ) ? (string) $value : '';
	}

	/**
	 * What the platform knows the order by; it stays, though a plugin numbers the orders anew.
	 *
	 * @param \WC_Order $order An order.
	 */
	public static function reference( \WC_Order $order ): string {
		$kept = self::meta( $order, self::REFERENCE );
		return '' === $kept ? Connection::site_id() . '-' . $order->get_order_number() : $kept;
	}

	/**
	 * The mode in which it was last sent to be paid.
	 *
	 * @param \WC_Order $order An order.
	 */
	public static function mode( \WC_Order $order ): string {
		$mode = self::meta( $order, self::MODE );
		return '' === $mode ? Plugin::mode() : $mode;
	}

	/**
	 * What was done for one session.
	 *
	 * @param \WC_Order $order   An order.
	 * @param string    $session The session's id.
	 * @return array{sequence: int, status: string, notes: array<string>, settled: string}
	 */
	public static function state( \WC_Order $order, string $session ): array {
		$none = array(
			'sequence' => 0,
			'status'   => '',
			'notes'    => array(),
			'settled'  => StatusMap::UNSETTLED,
		);
		$all  = self::states( $order );
		return isset( $all[ $session ] ) && is_array( $all[ $session ] ) ? array_merge( $none, $all[ $session ] ) : $none;
	}

	/**
	 * Which session completed the order, as one of them sees it.
	 *
	 * @param \WC_Order $order   An order.
	 * @param string    $session The session that asks.
	 */
	public static function settled( \WC_Order $order, string $session ): string {
		$own    = self::state( $order, $session )['settled'];
		$others = array();
		foreach ( self::states( $order ) as $id => $state ) {
			if ( (string) $id !== $session && is_array( $state ) && isset( $state['settled'] ) ) {
				$others[] = $state['settled'];
			}
		}
		if ( StatusMap::BY_THIS === $own ) {
			return $own;
		}
		if ( in_array( StatusMap::BY_THIS, $others, true ) ) {
			return StatusMap::BY_ANOTHER;
		}
		// The order was completed once by a payment that vanished: another one makes it what it was, and does not complete it again.
		return in_array( StatusMap::REVERTED, $others, true ) ? StatusMap::REVERTED : $own;
	}

	/**
	 * Keeps with the order what was done; saved with it.
	 *
	 * @param \WC_Order            $order   An order.
	 * @param string               $session The session's id.
	 * @param array<string, mixed> $state   What was done.
	 */
	public static function keep( \WC_Order $order, string $session, array $state ): void {
		$all             = self::states( $order );
		$all[ $session ] = $state;
		$order->update_meta_data( self::STATE, (string) wp_json_encode( $all ) );
	}

	/**
	 * What was done for every session of it.
	 *
	 * @param \WC_Order $order An order.
	 * @return array<string, mixed>
	 */
	private static function states( \WC_Order $order ): array {
		$all = json_decode( self::meta( $order, self::STATE ), true );
		return is_array( $all ) ? $all : array();
	}
}
