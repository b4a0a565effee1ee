<?php
// How an order is placed and handed to its gateway: for both checkouts and for the page that pays an order once more.

declare(strict_types=1);

/** Placing and paying. */
final class Stand_In_Checkout {
	/**
	 * Makes an order of the cart, or takes the one that this buyer has not paid yet when the cart is the same.
	 *
	 * @param array<string,string> $buyer email, first_name, last_name
	 */
	public static function order( array $buyer, WC_Payment_Gateway $gateway, string $via ): WC_Order {
		$cart  = WC()->cart;
		$order = wc_get_order( (int) WC()->session->get( 'order_awaiting_payment' ) );
		if ( ! $order || ! $order->has_status( array( 'pending', 'failed', 'checkout-draft' ) ) || $order->get_cart_hash() !== $cart->get_cart_hash() ) {
			$order = wc_create_order( array( 'created_via' => $via, 'customer_id' => get_current_user_id() ) );
			foreach ( $cart->lines() as $product => $quantity ) {
				$order->add_product( wc_get_product( $product ), $quantity );
			}
			$order->set_cart_hash( $cart->get_cart_hash() );
			$order->calculate_totals();
		}
		$order->set_billing_email( sanitize_email( $buyer['email'] ) );
		$order->set_billing_first_name( wc_clean( $buyer['first_name'] ) );
		$order->set_billing_last_name( wc_clean( $buyer['last_name'] ) );
		$order->set_payment_method( $gateway->id );
		$order->set_payment_method_title( $gateway->get_title() );
		$order->set_status( 'pending' );
		$order->save();
		do_action( 'woocommerce_checkout_order_processed', $order->get_id(), $buyer, $order );
		WC()->session->set( 'order_awaiting_payment', $order->get_id() );
		return $order;
	}

	/**
	 * Lets the gateway act.
	 *
	 * @return string where the buyer goes
	 * @throws Exception with what the buyer reads
	 */
	public static function pay( WC_Order $order, WC_Payment_Gateway $gateway ): string {
		wc_clear_notices();
		if ( ! $gateway->validate_fields() ) {
			throw new Exception( self::said() );
		}
		$result = $gateway->process_payment( $order->get_id() );
		if ( ! is_array( $result ) || ! isset( $result['result'] ) || 'success' !== $result['result'] || empty( $result['redirect'] ) ) {
			throw new Exception( self::said() );
		}
		return (string) apply_filters( 'woocommerce_payment_successful_result', $result, $order->get_id() )['redirect'];
	}

	private static function said(): string {
		$errors = wc_get_notices( 'error' );
		wc_clear_notices();
		return array() === $errors ? 'The payment could not be started. Please try again.' : (string) $errors[0]['notice'];
	}

	/** @throws Exception when nobody offers it */
	public static function gateway( string $id ): WC_Payment_Gateway {
		$available = WC()->payment_gateways()->get_available_payment_gateways();
		if ( ! isset( $available[ $id ] ) ) {
			throw new Exception( 'Invalid payment method.' );
		}
		return $available[ $id ];
	}

	/** ?wc-ajax=checkout: the classic form. */
	public static function ajax(): void {
		nocache_headers();
		try {
			if ( ! isset( $_POST['woocommerce-process-checkout-nonce'] ) || ! wp_verify_nonce( sanitize_key( $_POST['woocommerce-process-checkout-nonce'] ), 'woocommerce-process_checkout' ) ) {
				throw new Exception( 'We were unable to process your order, please try again.' );
			}
			if ( WC()->cart->is_empty() ) {
				throw new Exception( 'Sorry, your session has expired.' );
			}
			$gateway = self::gateway( wc_clean( wp_unslash( (string) $_POST['payment_method'] ) ) );
			$buyer   = array();
			foreach ( array( 'email', 'first_name', 'last_name' ) as $field ) {
				$buyer[ $field ] = wp_unslash( (string) $_POST[ 'billing_' . $field ] );
			}
			wp_send_json( array( 'result' => 'success', 'redirect' => self::pay( self::order( $buyer, $gateway, 'checkout' ), $gateway ) ) );
		} catch ( Exception $e ) {
			wp_send_json( array( 'result' => 'failure', 'messages' => '<ul class="woocommerce-error" role="alert"><li>' . wp_kses_post( $e->getMessage() ) . '</li></ul>', 'refresh' => false, 'reload' => false ) );
		}
	}

	/** A product is put into the cart, the unpaid order is cancelled by its buyer, or a payment page is posted. */
	public static function acts(): void {
		if ( null === WC()->cart ) {
			return;
		}
		if ( isset( $_REQUEST['add-to-cart'] ) && wc_get_product( (int) $_REQUEST['add-to-cart'] ) ) {
			WC()->cart->add_to_cart( (int) $_REQUEST['add-to-cart'] );
			wp_safe_redirect( 'POST' === $_SERVER['REQUEST_METHOD'] ? wc_get_checkout_url() : remove_query_arg( 'add-to-cart' ) );
			exit;
		}
		if ( isset( $_GET['wc-ajax'] ) && 'checkout' === $_GET['wc-ajax'] ) {
			self::ajax();
		}
		if ( isset( $_GET['cancel_order'], $_GET['order'], $_GET['order_id'] ) ) {
			self::cancelled_by_buyer( (int) $_GET['order_id'], wc_clean( wp_unslash( (string) $_GET['order'] ) ) );
		}
		if ( isset( $_POST['woocommerce_pay'] ) ) {
			self::pay_again();
		}
	}

	private static function cancelled_by_buyer( int $id, string $key ): void {
		$order = wc_get_order( $id );
		if ( $order && $order->key_is_valid( $key ) && $order->has_status( array( 'pending', 'failed' ) ) ) {
			$order->update_status( 'cancelled', 'Order cancelled by customer.' );
			wc_add_notice( 'Your order was cancelled.', 'notice' );
		}
	}

	private static function pay_again(): void {
		global $wp;
		$order = wc_get_order( isset( $_POST['stand_in_order'] ) ? (int) $_POST['stand_in_order'] : 0 );
		$key   = isset( $_GET['key'] ) ? wc_clean( wp_unslash( (string) $_GET['key'] ) ) : '';
		if ( ! $order || ! $order->key_is_valid( $key ) || ! wp_verify_nonce( isset( $_POST['woocommerce-pay-nonce'] ) ? sanitize_key( $_POST['woocommerce-pay-nonce'] ) : '', 'woocommerce-pay' ) ) {
			return;
		}
		if ( ! $order->needs_payment() ) {
			wc_add_notice( 'This order cannot be paid for.', 'error' );
			return;
		}
		try {
			$gateway = self::gateway( wc_clean( wp_unslash( (string) $_POST['payment_method'] ) ) );
			$order->set_payment_method( $gateway->id );
			$order->set_payment_method_title( $gateway->get_title() );
			$order->save();
			wp_redirect( self::pay( $order, $gateway ) );
			exit;
		} catch ( Exception $e ) {
			wc_add_notice( $e->getMessage(), 'error' );
		}
	}
}
add_action( 'wp_loaded', array( 'Stand_In_Checkout', 'acts' ), 20 );
