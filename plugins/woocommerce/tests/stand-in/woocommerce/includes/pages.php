<?php
// The pages that a buyer sees: product, cart, classic checkout, payment of an order, thanks.

declare(strict_types=1);

add_filter(
	'the_content',
	function ( $content ) {
		$product = is_singular( 'product' ) && in_the_loop() ? wc_get_product( get_post() ) : false;
		return $product ? $content . '<p class="price">' . wc_price( $product->get_price() ) . '</p><form class="cart" method="post"><button type="submit" name="add-to-cart" value="'
			. esc_attr( (string) $product->get_id() ) . '" class="single_add_to_cart_button button alt wp-element-button">Add to cart</button></form>' : $content;
	}
);
add_shortcode( 'woocommerce_cart', 'stand_in_cart_page' );
add_shortcode( 'woocommerce_checkout', 'stand_in_checkout_page' );

function stand_in_cart_page(): string {
	if ( null === WC()->cart ) {
		return '';
	}
	$html = wc_print_notices( true );
	if ( WC()->cart->is_empty() ) {
		return $html . '<p class="cart-empty">Your cart is currently empty.</p>';
	}
	return $html . stand_in_cart_table() . '<p><a class="checkout-button button" href="' . esc_url( wc_get_checkout_url() ) . '">Proceed to checkout</a></p>';
}

function stand_in_cart_table(): string {
	$rows = '';
	foreach ( WC()->cart->get_cart() as $line ) {
		$rows .= '<tr><td>' . esc_html( $line['data']->get_name() ) . ' × ' . (int) $line['quantity'] . '</td><td>' . wc_price( (float) $line['data']->get_price() * $line['quantity'] ) . '</td></tr>';
	}
	return '<table class="shop_table">' . $rows . '<tr class="order-total"><th>Total</th><td>' . WC()->cart->get_total() . '</td></tr></table>';
}

/** The endpoint of the checkout page that is asked for, if any; null for the checkout itself. */
function stand_in_endpoint() {
	global $wp;
	if ( null === WC()->cart ) {
		return '';
	}
	if ( isset( $wp->query_vars['order-received'] ) ) {
		return stand_in_thanks( (int) $wp->query_vars['order-received'] );
	}
	return isset( $wp->query_vars['order-pay'] ) ? stand_in_order_pay( (int) $wp->query_vars['order-pay'] ) : null;
}

function stand_in_checkout_page(): string {
	$page = stand_in_endpoint();
	if ( null !== $page ) {
		return $page;
	}
	$html = wc_print_notices( true );
	if ( WC()->cart->is_empty() ) {
		return $html . '<p class="cart-empty">Your cart is currently empty.</p>';
	}
	wp_enqueue_script( 'stand-in-classic-checkout', plugins_url( 'assets/classic-checkout.js', WC_PLUGIN_FILE ), array(), WC_VERSION, true );
	$fields = '';
	foreach ( array( 'first_name' => 'First name', 'last_name' => 'Last name', 'address_1' => 'Street address', 'postcode' => 'Postcode', 'city' => 'Town', 'phone' => 'Phone', 'email' => 'Email address' ) as $name => $label ) {
		$fields .= '<p class="form-row"><label for="billing_' . $name . '">' . $label . '</label> <input type="text" name="billing_' . $name . '" id="billing_' . $name . '" /></p>';
	}
	return $html . '<form name="checkout" method="post" class="checkout woocommerce-checkout" action="' . esc_url( wc_get_checkout_url() ) . '">' . $fields . stand_in_cart_table()
		. stand_in_payment_box() . wp_nonce_field( 'woocommerce-process_checkout', 'woocommerce-process-checkout-nonce', true, false )
		. '<button type="submit" class="button alt wp-element-button" name="woocommerce_checkout_place_order" id="place_order" value="Place order">Place order</button></form>';
}

/** The gateways to choose from, with their fields. */
function stand_in_payment_box(): string {
	$html  = '';
	$first = true;
	foreach ( WC()->payment_gateways()->get_available_payment_gateways() as $gateway ) {
		ob_start();
		if ( $gateway->has_fields || $gateway->get_description() ) {
			$gateway->payment_fields();
		}
		$id    = 'payment_method_' . esc_attr( $gateway->id );
		$html .= '<li class="wc_payment_method ' . $id . '"><input id="' . $id . '" type="radio" class="input-radio" name="payment_method" value="' . esc_attr( $gateway->id ) . '" ' . checked( $first, true, false )
			. ' /> <label for="' . $id . '">' . wp_kses_post( $gateway->get_title() ) . ' ' . $gateway->get_icon() . '</label><div class="payment_box ' . $id . '">' . ob_get_clean() . '</div></li>';
		$first = false;
	}
	$none = '<li class="woocommerce-info">Sorry, it seems that there are no available payment methods.</li>';
	return '<div id="payment" class="woocommerce-checkout-payment"><ul class="wc_payment_methods payment_methods methods">' . ( '' === $html ? $none : $html ) . '</ul></div>';
}

function stand_in_thanks( int $id ): string {
	$order = wc_get_order( $id );
	$key   = isset( $_GET['key'] ) ? wc_clean( wp_unslash( (string) $_GET['key'] ) ) : '';
	if ( ! $order || ! $order->key_is_valid( $key ) ) {
		return '<p class="woocommerce-thankyou-order-received">Thank you. Your order has been received.</p>';
	}
	WC()->cart->empty_cart();
	ob_start();
	echo '<div class="woocommerce-order">';
	do_action( 'woocommerce_before_thankyou', $order->get_id() );
	// Read anew, as a theme may not: what the action before changed is not in the object above.
	if ( $order->has_status( 'failed' ) ) {
		echo '<p class="woocommerce-thankyou-order-failed">Unfortunately your order cannot be processed. <a class="button pay" href="' . esc_url( $order->get_checkout_payment_url() ) . '">Pay</a></p>';
	} else {
		echo '<p class="woocommerce-thankyou-order-received">' . wp_kses_post( apply_filters( 'woocommerce_thankyou_order_received_text', 'Thank you. Your order has been received.', $order ) ) . '</p>';
		echo '<ul class="woocommerce-order-overview order_details"><li class="order">Order number: <strong>' . esc_html( $order->get_order_number() ) . '</strong></li><li class="total">Total: '
			. wp_kses_post( wc_price( $order->get_total(), array( 'currency' => $order->get_currency() ) ) ) . '</li><li class="method">Payment method: ' . esc_html( $order->get_payment_method_title() ) . '</li></ul>';
	}
	do_action( 'woocommerce_thankyou_' . $order->get_payment_method(), $order->get_id() );
	do_action( 'woocommerce_thankyou', $order->get_id() );
	echo '</div>';
	return (string) ob_get_clean();
}

function stand_in_order_pay( int $id ): string {
	$order = wc_get_order( $id );
	$key   = isset( $_GET['key'] ) ? wc_clean( wp_unslash( (string) $_GET['key'] ) ) : '';
	$html  = wc_print_notices( true );
	if ( ! $order || ! $order->key_is_valid( $key ) ) {
		return $html . '<div class="woocommerce-error" role="alert">Sorry, this order is invalid and cannot be paid for.</div>';
	}
	if ( ! $order->needs_payment() ) {
		return $html . '<div class="woocommerce-error" role="alert">This order&rsquo;s status is &ldquo;' . esc_html( wc_get_order_status_name( $order->get_status() ) ) . '&rdquo;&mdash;it cannot be paid for.</div>';
	}
	return $html . '<form id="order_review" method="post"><p>Order ' . esc_html( $order->get_order_number() ) . ', ' . wc_price( $order->get_total() ) . '</p>' . stand_in_payment_box()
		. '<input type="hidden" name="woocommerce_pay" value="1" /><input type="hidden" name="stand_in_order" value="' . (int) $order->get_id() . '" />' . wp_nonce_field( 'woocommerce-pay', 'woocommerce-pay-nonce', true, false )
		. '<button type="submit" class="button alt" id="place_order" value="Pay for order">Pay for order</button></form>';
}
