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

	/** The order that the other fields are of: whoever copies an order copies its fields. */
	const OWNER   = '_crypto_checkout_order';
	const SESSION = '_crypto_checkout_session';
	const MODE    = '_crypto_checkout_mode';
	const ATTEMPT = '_crypto_checkout_attempt';
	/** Where the session is paid. */
	const PAGE = '_crypto_checkout_page';
	/** JSON by session: sequence applied, status applied, notes written, settled. */
	const STATE = '_crypto_checkout_state';
	/** One sentence for the merchant to look at, or nothing. */
	const ATTENTION = '_crypto_checkout_attention';

	const FIELDS = array( self::SESSION, self::MODE, self::ATTEMPT, self::PAGE, self::STATE, self::ATTENTION );

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
	 * The order as the database has it: a copy that was read before the lock was taken may be old, in any of WooCommerce's caches.
	 *
	 * @param int $id The order.
	 */
	public static function fresh( int $id ): ?\WC_Order {
		clean_post_cache( $id );
		if ( class_exists( '\WC_Data_Store' ) ) {
			$store = \WC_Data_Store::load( 'order' );
			if ( $store->has_callable( 'clear_cached_data' ) ) {
				$store->clear_cached_data( array( $id ) );
			}
		}
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
	 * One of the plugin's fields; nothing where it was copied from another order.
	 *
	 * @param \WC_Order $order An order.
	 * @param string    $key   The field.
	 */
	public static function meta( \WC_Order $order, string $key ): string {
		$value = (int) $order->get_meta( self::OWNER ) === $order->get_id() ? $order->get_meta( $key ) : '';
		return is_scalar( $value ) ? (string) $value : '';
	}

	/**
	 * Sets some of the plugin's fields; saved with the order. What was copied from another order goes.
	 *
	 * @param \WC_Order             $order  An order.
	 * @param array<string, string> $fields By their names.
	 */
	public static function set( \WC_Order $order, array $fields ): void {
		if ( (int) $order->get_meta( self::OWNER ) !== $order->get_id() ) {
			foreach ( self::FIELDS as $key ) {
				$order->delete_meta_data( $key );
			}
			$order->update_meta_data( self::OWNER, (string) $order->get_id() );
		}
		foreach ( $fields as $key => $value ) {
			$order->update_meta_data( $key, $value );
		}
	}

	/**
	 * What the platform knows the order by. Not its number: plugins begin numbers anew each year, and two orders may have the same one.
	 *
	 * @param \WC_Order $order An order.
	 */
	public static function reference( \WC_Order $order ): string {
		return Site::id() . '-' . $order->get_id();
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
	 * What became of the order, as one of its sessions sees it.
	 *
	 * @param \WC_Order $order   An order.
	 * @param string    $session The session that asks.
	 * @return string One of StatusMap's six.
	 */
	public static function settled( \WC_Order $order, string $session ): string {
		$own = self::state( $order, $session )['settled'];
		if ( StatusMap::BY_THIS === $own || StatusMap::UNSETTLED === $own ) {
			// What was written half: WooCommerce saves an order in steps, and its order differs between the two kinds of storage.
			$kept = null !== $order->get_date_paid();
			$own  = $kept && ( StatusMap::BY_THIS === $own || $order->get_transaction_id() === $session ) ? StatusMap::BY_THIS : StatusMap::UNSETTLED;
		}
		if ( StatusMap::UNSETTLED !== $own ) {
			return $own;
		}
		$others = array_column( self::others( $order, $session ), 'settled' );
		if ( in_array( StatusMap::BY_THIS, $others, true ) && null !== $order->get_date_paid() ) {
			return StatusMap::BY_ANOTHER;
		}
		return in_array( StatusMap::REVERTED, $others, true ) ? StatusMap::AFTER_REVERSAL : StatusMap::UNSETTLED;
	}

	/**
	 * Whether another session of the order holds money that may still become its payment.
	 *
	 * @param \WC_Order $order   An order.
	 * @param string    $session The session that asks.
	 */
	public static function others_hold_money( \WC_Order $order, string $session ): bool {
		return array() !== array_intersect( array( 'detected', 'underpaid' ), array_column( self::others( $order, $session ), 'status' ) );
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
		self::set( $order, array( self::STATE => (string) wp_json_encode( $all ) ) );
	}

	/**
	 * What was done for the other sessions.
	 *
	 * @param \WC_Order $order   An order.
	 * @param string    $session The one to leave out.
	 * @return array<string, mixed>
	 */
	private static function others( \WC_Order $order, string $session ): array {
		return array_filter( array_diff_key( self::states( $order ), array( $session => true ) ), 'is_array' );
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
