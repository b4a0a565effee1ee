<?php
// What becomes of an order.

declare(strict_types=1);

/** An order with its life: statuses, payment, addresses of its pages. */
class WC_Order extends WC_Abstract_Order {
	/** @var array{from:string,to:string,note:string|false}|null what save() has to announce */
	private $transition = null;

	public function has_status( $status ) {
		return in_array( $this->fields['status'], (array) $status, true );
	}

	public function set_status( $new_status, $note = '', $manual = false ) {
		$new = 0 === strpos( $new_status, 'wc-' ) ? substr( $new_status, 3 ) : $new_status;
		$old = $this->fields['status'];
		if ( ! array_key_exists( 'wc-' . $new, wc_get_order_statuses() ) && 'checkout-draft' !== $new && 'trash' !== $new ) {
			$new = 'pending';
		}
		if ( $old !== $new ) {
			$from             = null === $this->transition ? $old : $this->transition['from'];
			$this->transition = array( 'from' => $this->id ? $from : '', 'to' => $new, 'note' => $note );
			$this->put( 'status', $new );
			if ( in_array( $new, wc_get_is_paid_statuses(), true ) && '' === $this->fields['date_paid'] ) {
				$this->put( 'date_paid', (string) time() );
			}
		}
		return array( 'from' => $old, 'to' => $new );
	}

	public function update_status( $new_status, $note = '', $manual = false ) {
		if ( ! $this->id ) {
			return false;
		}
		$this->set_status( $new_status, $note, $manual );
		$this->save();
		return true;
	}

	public function save() {
		if ( ! $this->id ) {
			$this->id = stand_in_order_store()->create();
			$this->put( 'date_created', '' === $this->fields['date_created'] ? (string) time() : $this->fields['date_created'] );
			$this->changed = array_fill_keys( array_keys( $this->fields ), true );
		}
		// As the real one: a save without a change of a field does not touch the date.
		if ( array() !== $this->changed || array() !== $this->changed_meta ) {
			if ( ! isset( $this->changed['date_modified'] ) ) {
				$this->put( 'date_modified', (string) time() );
			}
			stand_in_order_store()->write( $this->id, array_intersect_key( $this->fields, $this->changed ) );
			$this->changed = array();
			$this->save_meta_data();
		}
		$this->announce();
		return $this->id;
	}

	private function announce(): void {
		$transition       = $this->transition;
		$this->transition = null;
		if ( null === $transition ) {
			return;
		}
		do_action( 'woocommerce_order_status_' . $transition['to'], $this->id, $this, $transition );
		if ( '' === $transition['from'] ) {
			return;
		}
		if ( false !== $transition['note'] && 'checkout-draft' !== $transition['from'] && 'checkout-draft' !== $transition['to'] ) {
			$names = wc_get_order_statuses();
			$said  = 'Order status changed from ' . $names[ 'wc-' . $transition['from'] ] . ' to ' . $names[ 'wc-' . $transition['to'] ] . '.';
			$this->add_order_note( trim( $transition['note'] . ' ' . $said ) );
		}
		do_action( 'woocommerce_order_status_' . $transition['from'] . '_to_' . $transition['to'], $this->id, $this );
		do_action( 'woocommerce_order_status_changed', $this->id, $transition['from'], $transition['to'], $this );
	}

	public function payment_complete( $transaction_id = '' ) {
		if ( ! $this->id ) {
			return false;
		}
		do_action( 'woocommerce_pre_payment_complete', $this->id, $transaction_id );
		$from = array( 'on-hold', 'pending', 'failed', 'cancelled', 'checkout-draft' );
		if ( ! $this->has_status( apply_filters( 'woocommerce_valid_order_statuses_for_payment_complete', $from, $this ) ) ) {
			do_action( 'woocommerce_payment_complete_order_status_' . $this->fields['status'], $this->id, $transaction_id );
			return true;
		}
		if ( '' !== (string) $transaction_id ) {
			$this->put( 'transaction_id', (string) $transaction_id );
		}
		$next = $this->needs_processing() ? 'processing' : 'completed';
		$this->set_status( apply_filters( 'woocommerce_payment_complete_order_status', $next, $this->id, $this ), false );
		$named = '' !== $this->fields['payment_method_title'] && '' !== $this->fields['transaction_id'];
		$this->add_order_note( $named ? sprintf( 'Payment via %1$s (%2$s).', $this->fields['payment_method_title'], $this->fields['transaction_id'] ) : 'Payment complete.' );
		$this->save();
		do_action( 'woocommerce_payment_complete', $this->id, $transaction_id );
		return true;
	}

	/** Whether anything of the order has to be sent or done: only what is virtual and downloadable needs nothing. */
	public function needs_processing() {
		foreach ( $this->get_items() as $item ) {
			$product = $item->get_product();
			if ( ! $product || ! $product->is_virtual() || ! $product->is_downloadable() ) {
				return true;
			}
		}
		return false;
	}

	public function is_paid() {
		return $this->has_status( wc_get_is_paid_statuses() );
	}

	public function needs_payment() {
		return apply_filters( 'woocommerce_order_needs_payment', $this->has_status( array( 'pending', 'failed' ) ) && (float) $this->fields['total'] > 0, $this, array( 'pending', 'failed' ) );
	}

	public function key_is_valid( $key ) {
		return hash_equals( $this->fields['order_key'], (string) $key );
	}

	public function get_checkout_order_received_url() {
		$url = wc_get_endpoint_url( 'order-received', (string) $this->id, wc_get_checkout_url() );
		return apply_filters( 'woocommerce_get_checkout_order_received_url', add_query_arg( 'key', $this->fields['order_key'], $url ), $this );
	}

	public function get_checkout_payment_url( $on_checkout = false ) {
		$url = wc_get_endpoint_url( 'order-pay', (string) $this->id, wc_get_checkout_url() );
		return add_query_arg( $on_checkout ? array( 'key' => $this->fields['order_key'] ) : array( 'pay_for_order' => 'true', 'key' => $this->fields['order_key'] ), $url );
	}

	public function get_edit_order_url() {
		return admin_url( 'admin.php?page=wc-orders&action=edit&id=' . $this->id );
	}
}
