<?php
/**
 * A payment reaches its order.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/**
 * Brings an order to where its checkout sessions stand. Under the order's lock the session is read from the platform and compared with
 * the order, the status map decides, and what was done is kept with the order, so that it can be repeated without harm.
 */
final class Settlement {

	/** It was brought to where the session stands. */
	const APPLIED = 'applied';
	/** A later event of the same session was applied before, or a later session took its place. */
	const OLD = 'old';
	/** It is about no order of this site. */
	const FOREIGN = 'foreign';

	/**
	 * Reads one session and applies it.
	 *
	 * @param int    $order_id The order that the event names.
	 * @param string $session  The session's id.
	 * @param string $mode     The connection to ask.
	 * @param int    $sequence The event's number, or 0 where no event asks.
	 * @return string One of the three above.
	 * @throws ApiProblem Where the platform did not answer it.
	 * @throws LockBusy   Where another process kept the order.
	 */
	public static function read( int $order_id, string $session, string $mode, int $sequence = 0 ): string {
		return Orders::locked(
			$order_id,
			static function () use ( $order_id, $session, $mode, $sequence ): string {
				$order = Orders::fresh( $order_id );
				if ( null === $order ) {
					return self::FOREIGN;
				}
				if ( $sequence > 0 && $sequence <= (int) Orders::state( $order, $session )['sequence'] ) {
					return self::OLD;
				}
				$client = new ApiClient( Connection::load( $mode ) );
				$answer = $client->get( '/checkout_sessions/' . rawurlencode( $session ) );
				// The answer may have taken seconds, in which the merchant did something: the lock is not his.
				$order = Orders::fresh( $order_id );
				return null === $order ? self::FOREIGN : self::apply( $order, $answer, $mode, $sequence );
			}
		);
	}

	/**
	 * Reads every session of an order and applies them, oldest first.
	 *
	 * @param int $order_id The order.
	 * @throws ApiProblem Where the platform did not answer it.
	 * @throws LockBusy   Where another process kept the order.
	 */
	public static function read_all( int $order_id ): void {
		Orders::locked(
			$order_id,
			static function () use ( $order_id ): void {
				$order = Orders::fresh( $order_id );
				if ( null === $order ) {
					return;
				}
				$mode  = Orders::mode( $order );
				$query = array(
					'reference' => Orders::reference( $order ),
					'limit'     => 100,
				);
				$list  = ( new ApiClient( Connection::load( $mode ) ) )->get( '/checkout_sessions', $query );
				// As above.
				$order = Orders::fresh( $order_id );
				foreach ( array_reverse( null !== $order && isset( $list['data'] ) && is_array( $list['data'] ) ? $list['data'] : array() ) as $session ) {
					self::apply( $order, $session, $mode );
				}
			}
		);
	}

	/**
	 * Applies a session that was read under the order's lock.
	 *
	 * @param \WC_Order            $order    The order, fresh.
	 * @param array<string, mixed> $session  The session.
	 * @param string               $mode     The mode of the connection that gave it.
	 * @param int                  $sequence The event's number, or 0.
	 * @return string One of the three above.
	 */
	public static function apply( \WC_Order $order, array $session, string $mode, int $sequence = 0 ): string {
		$problem = OrderMatch::problem( $session, self::facts( $order, $mode ) );
		$id      = OrderMatch::text( $session, 'id' );
		if ( OrderMatch::FOREIGN === $problem || '' === $id ) {
			return self::FOREIGN;
		}
		if ( self::is_superseded( $order, $session ) ) {
			return self::OLD;
		}
		$done              = self::decide( $order, $session, $problem );
		$state             = Orders::state( $order, $id );
		$repeated          = OrderMatch::text( $session, 'status' ) === $state['status'];
		$state['status']   = OrderMatch::text( $session, 'status' );
		$state['sequence'] = max( $sequence, (int) $state['sequence'] );
		self::perform( $order, $session, $done, $state, $repeated );
		/**
		 * Told after a session was applied to its order.
		 *
		 * @param \WC_Order            $order   The order.
		 * @param array<string, mixed> $session The session as the API gave it.
		 * @param array<string, mixed> $done    What was decided: act, status, notes, flag.
		 */
		do_action( 'crypto_checkout_session_applied', $order, $session, $done );
		return self::APPLIED;
	}

	/**
	 * What the order says of itself.
	 *
	 * @param \WC_Order $order The order.
	 * @param string    $asked The mode of the connection that was asked.
	 * @return array<string, mixed> As OrderMatch takes it.
	 */
	private static function facts( \WC_Order $order, string $asked ): array {
		return array(
			'id'        => $order->get_id(),
			'key'       => (string) $order->get_order_key(),
			'site'      => Site::id(),
			'reference' => Orders::reference( $order ),
			'asked'     => $asked,
			'mode'      => Orders::mode( $order ),
			'taken'     => Plugin::mode(),
			'method'    => (string) $order->get_payment_method(),
			'total'     => (string) $order->get_total(),
			'currency'  => (string) $order->get_currency(),
		);
	}

	/**
	 * Whether a later attempt took its place while it brought nothing; one that brought money never is.
	 *
	 * @param \WC_Order            $order   The order.
	 * @param array<string, mixed> $session The session.
	 */
	private static function is_superseded( \WC_Order $order, array $session ): bool {
		$current = Orders::meta( $order, Orders::SESSION );
		$empty   = in_array( $session['status'], array( 'pending', 'expired', 'failed', 'canceled' ), true ) && array() === $session['exceptions'];
		$settled = Orders::settled( $order, (string) $session['id'] );
		return $empty && '' !== $current && $current !== $session['id'] && StatusMap::BY_THIS !== $settled;
	}

	/**
	 * The status map's decision, or that nothing but a note comes of a payment that does not fit.
	 *
	 * @param \WC_Order            $order   The order.
	 * @param array<string, mixed> $session The session.
	 * @param string               $problem Of OrderMatch.
	 * @return array{act: string, status: string, notes: array<string>, flag: bool}
	 */
	private static function decide( \WC_Order $order, array $session, string $problem ): array {
		$settled = Orders::settled( $order, (string) $session['id'] );
		$done    = StatusMap::act( $session['status'], $session['exceptions'], $order->get_status(), $settled, GatewaySettings::status_map() );
		$over    = in_array( $session['status'], array( 'expired', 'failed' ), true );
		if ( $over && StatusMap::STATUS === $done['act'] && Orders::others_hold_money( $order, (string) $session['id'] ) ) {
			// The customer is not invited to pay again while a payment is on its way.
			$done['act']    = StatusMap::NOTE;
			$done['status'] = '';
		}
		// Once it has completed the order, what was changed since is the merchant's own doing.
		if ( OrderMatch::FITS === $problem || in_array( $settled, array( StatusMap::BY_THIS, StatusMap::REVERTED ), true ) ) {
			return $done;
		}
		return self::misfit( $done, $session, $order, $problem );
	}

	/**
	 * What remains of a decision where payment and order do not fit: nobody's order is completed, and no money goes unmentioned.
	 *
	 * @param array<string, mixed> $done    What would have been done.
	 * @param array<string, mixed> $session The session.
	 * @param \WC_Order            $order   The order.
	 * @param string               $problem Of OrderMatch.
	 * @return array<string, mixed>
	 */
	private static function misfit( array $done, array $session, \WC_Order $order, string $problem ): array {
		$money = in_array( $session['status'], array( 'detected', 'underpaid', 'paid', 'paid_late' ), true );
		$takes = in_array( $done['act'], array( StatusMap::COMPLETE, StatusMap::RESTORE ), true );
		if ( OrderMatch::AMOUNT_CHANGED === $problem && ! $takes ) {
			$done['notes'] = $money ? array_merge( $done['notes'], array( $problem ) ) : $done['notes'];
			$done['flag']  = $done['flag'] || $money;
			return $done;
		}
		$hold = OrderMatch::AMOUNT_CHANGED === $problem && 'on-hold' !== $order->get_status();
		return array(
			'act'    => $hold ? StatusMap::STATUS : ( $money ? StatusMap::NOTE : StatusMap::NOTHING ),
			'status' => $hold ? 'on-hold' : '',
			'notes'  => $money ? array( $problem ) : array(),
			'flag'   => $money,
		);
	}

	/**
	 * Does it, and keeps that it was done.
	 *
	 * @param \WC_Order            $order    The order.
	 * @param array<string, mixed> $session  The session.
	 * @param array<string, mixed> $done     What was decided.
	 * @param array<string, mixed> $state    What was done before.
	 * @param bool                 $repeated Whether the session stood there already when it was applied last.
	 * @throws LockBusy Where the lock was lost meanwhile.
	 */
	private static function perform( \WC_Order $order, array $session, array $done, array $state, bool $repeated ): void {
		if ( ! OrderLock::still_held( 'order-' . $order->get_id() ) ) {
			throw new LockBusy( __( 'The order was worked on for too long and another process took over.', 'crypto-checkout-for-woocommerce' ) );
		}
		$writer = new SettlementWriter( $order, $session, $state );
		$writer->mention( $done );
		switch ( $done['act'] ) {
			case StatusMap::COMPLETE:
				$writer->complete();
				break;
			case StatusMap::RESTORE:
				$writer->restore();
				break;
			case StatusMap::STATUS:
				// Where the order was moved away since, that was somebody's decision.
				$writer->move( $repeated && ! in_array( 'reverted', $done['notes'], true ) ? $order->get_status() : $done['status'] );
				break;
			default:
				$writer->save();
		}
	}
}
