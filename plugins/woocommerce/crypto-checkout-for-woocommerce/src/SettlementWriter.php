<?php
/**
 * Writes to an order.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Changes one order for one session, by WooCommerce's own functions; what was done is saved in the same step as the change. */
final class SettlementWriter {

	/** The order, under its lock. @var \WC_Order */
	private $order;

	/** The session as it was read. @var array<string, mixed> */
	private $session;

	/** What was done for it. @var array<string, mixed> */
	private $state;

	/**
	 * For one session of an order.
	 *
	 * @param \WC_Order            $order   The order.
	 * @param array<string, mixed> $session The session.
	 * @param array<string, mixed> $state   What was done before.
	 */
	public function __construct( \WC_Order $order, array $session, array $state ) {
		$this->order   = $order;
		$this->session = $session;
		$this->state   = $state;
	}

	/**
	 * Writes the notes that are new, and flags the order where the merchant is to look at it.
	 *
	 * @param array<string, mixed> $done What was decided.
	 */
	public function mention( array $done ): void {
		if ( in_array( $done['act'], array( StatusMap::COMPLETE, StatusMap::RESTORE ), true ) || in_array( 'holds_again', $done['notes'], true ) ) {
			$this->order->delete_meta_data( Orders::ATTENTION );
		}
		foreach ( $done['notes'] as $name ) {
			$key = OrderNotes::key( $name, $this->session );
			if ( in_array( $key, $this->state['notes'], true ) && ! in_array( $name, OrderNotes::EACH_TIME, true ) ) {
				continue;
			}
			$this->state['notes'][] = $key;
			$text                   = OrderNotes::text( $name, $this->session, $this->order );
			$this->order->add_order_note( $text );
			if ( $done['flag'] ) {
				Orders::set( $this->order, array( Orders::ATTENTION => $text ) );
			}
			$this->remember( $name );
		}
		$this->state['notes'] = array_values( array_unique( $this->state['notes'] ) );
		$this->keep();
	}

	/**
	 * Writes one note, where it is new, and flags the order.
	 *
	 * @param string $name The note.
	 */
	public function tell( string $name ): void {
		$this->mention(
			array(
				'act'   => StatusMap::NOTE,
				'notes' => array( $name ),
				'flag'  => true,
			)
		);
		$this->save();
	}

	/**
	 * Completes the payment. Called again it does nothing, because the same step that completes it says that it did.
	 *
	 * @throws \Throwable Where the order was not completed; it is tried again then.
	 */
	public function complete(): void {
		$this->state['settled'] = StatusMap::BY_THIS;
		$this->keep();
		$order = $this->order;
		// The merchant may have chosen a status of another plugin to wait in.
		$open = static function ( array $statuses, $asked ) use ( $order ): array {
			return $asked instanceof \WC_Order && $asked->get_id() === $order->get_id() ? array_merge( $statuses, array( $order->get_status() ) ) : $statuses;
		};
		add_filter( 'woocommerce_valid_order_statuses_for_payment_complete', $open, 10, 2 );
		try {
			$order->payment_complete( (string) $this->session['id'] );
		} catch ( \Throwable $problem ) {
			$this->after_failure( $problem );
		} finally {
			remove_filter( 'woocommerce_valid_order_statuses_for_payment_complete', $open, 10 );
		}
		if ( null === $this->completed() ) {
			throw new \RuntimeException( 'WooCommerce did not keep that the order was paid.' );
		}
	}

	/**
	 * Somebody else's code failed while the order was completed. Where the order is paid nevertheless, that is told, once; nothing repeats it.
	 *
	 * @param \Throwable $problem What failed.
	 * @throws \Throwable The same, where the order is not paid.
	 */
	private function after_failure( \Throwable $problem ): void {
		$stored = $this->completed();
		if ( null === $stored ) {
			throw $problem;
		}
		Plugin::log( 'error', sprintf( 'Order %d was completed, but something that follows failed: %s', $stored->get_id(), $problem->getMessage() ) );
		( new self( $stored, $this->session, Orders::state( $stored, (string) $this->session['id'] ) ) )->tell( 'interrupted' );
	}

	/** The order as it is stored, where it is paid by this session. */
	private function completed(): ?\WC_Order {
		$stored = Orders::fresh( $this->order->get_id() );
		return null !== $stored && StatusMap::BY_THIS === Orders::settled( $stored, (string) $this->session['id'] ) ? $stored : null;
	}

	/** Makes the order again what it was when it was paid; it is not completed a second time. */
	public function restore(): void {
		$this->state['settled'] = StatusMap::BY_THIS;
		$this->keep();
		$usual = $this->order->needs_processing() ? 'processing' : 'completed';
		/** This filter is documented in WooCommerce, class WC_Order. */
		$status = apply_filters( 'woocommerce_payment_complete_order_status', $usual, $this->order->get_id(), $this->order ); // phpcs:ignore WordPress.NamingConventions
		$this->move( (string) $status );
	}

	/**
	 * Moves the order.
	 *
	 * @param string $status Where to; where it stands already, it is only saved.
	 */
	public function move( string $status ): void {
		$this->order->set_status( $status );
		$this->save();
	}

	/** Saves what is kept with the order. */
	public function save(): void {
		$this->order->save();
	}

	/**
	 * What a note means for the next time.
	 *
	 * @param string $name The note.
	 */
	private function remember( string $name ): void {
		if ( in_array( $name, array( 'reverted', 'reverted_shipped' ), true ) ) {
			$this->state['settled'] = StatusMap::REVERTED;
		}
		if ( in_array( $name, array( 'late_not_taken', 'cancelled_not_taken' ), true ) ) {
			$this->state['settled'] = StatusMap::HELD;
		}
		if ( in_array( $name, array( 'holds_again', 'holds_again_closed' ), true ) ) {
			$this->state['settled'] = StatusMap::BY_THIS;
		}
	}

	/** Puts the state on the order, to be saved with it. */
	private function keep(): void {
		Orders::keep( $this->order, (string) $this->session['id'], $this->state );
	}
}
