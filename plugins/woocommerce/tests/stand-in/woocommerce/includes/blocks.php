<?php
// The block checkout: scripts under the names that payment methods depend on, their data, and the request that places the order.

declare(strict_types=1);

use Automattic\WooCommerce\Blocks\Payments\PaymentMethodRegistry;

add_action(
	'init',
	function () {
		wp_register_script( 'wc-settings', plugins_url( 'assets/wc-settings.js', WC_PLUGIN_FILE ), array( 'wp-html-entities' ), WC_VERSION, true );
		wp_register_script( 'wc-blocks-registry', plugins_url( 'assets/wc-blocks-registry.js', WC_PLUGIN_FILE ), array(), WC_VERSION, true );
		wp_register_script( 'stand-in-block-checkout', plugins_url( 'assets/block-checkout.js', WC_PLUGIN_FILE ), array( 'wc-settings', 'wc-blocks-registry', 'wp-element' ), WC_VERSION, true );
	},
	1
);
add_action( 'init', 'stand_in_payment_methods', 5 );
add_shortcode( 'stand_in_block_checkout', 'stand_in_block_checkout_page' );

/** The registry, filled once by those who listen. */
function stand_in_payment_methods(): PaymentMethodRegistry {
	static $registry = null;
	if ( null === $registry ) {
		$registry = new PaymentMethodRegistry();
		do_action( 'woocommerce_blocks_payment_method_type_registration', $registry );
	}
	return $registry;
}

function stand_in_block_checkout_page(): string {
	$page = stand_in_endpoint();
	if ( null !== $page ) {
		return $page;
	}
	if ( WC()->cart->is_empty() ) {
		return wc_print_notices( true ) . '<p class="cart-empty">Your cart is currently empty.</p>';
	}
	// As in the real one, a method shows itself in the block checkout only where its gateway can be paid with.
	$available = WC()->payment_gateways()->get_available_payment_gateways();
	$settings  = array( 'storeApi' => rest_url( 'wc/store/v1/checkout' ), 'storeApiNonce' => wp_create_nonce( 'wc_store_api' ), 'restNonce' => wp_create_nonce( 'wp_rest' ), 'paymentMethods' => array() );
	foreach ( stand_in_payment_methods()->get_all_active_registered() as $name => $method ) {
		$settings[ $name . '_data' ] = $method->get_payment_method_data();
		if ( isset( $available[ $name ] ) ) {
			$settings['paymentMethods'][] = $name;
		}
		array_map( 'wp_enqueue_script', $method->get_payment_method_script_handles() );
	}
	wp_add_inline_script( 'wc-settings', 'var wcSettings = ' . wp_json_encode( $settings ) . ';', 'before' );
	wp_enqueue_script( 'stand-in-block-checkout' );
	return wc_print_notices( true ) . stand_in_cart_table() . '<div class="wp-block-woocommerce-checkout wc-block-checkout" id="stand-in-block-checkout"></div>';
}

add_action(
	'rest_api_init',
	function () {
		register_rest_route( 'wc/store/v1', '/checkout', array( 'methods' => 'POST', 'callback' => 'stand_in_store_checkout', 'permission_callback' => '__return_true' ) );
	}
);

function stand_in_store_checkout( WP_REST_Request $request ) {
	if ( ! wp_verify_nonce( (string) $request->get_header( 'nonce' ), 'wc_store_api' ) ) {
		return new WP_Error( 'woocommerce_rest_invalid_nonce', 'Nonce is invalid.', array( 'status' => 403 ) );
	}
	if ( WC()->cart->is_empty() ) {
		return new WP_Error( 'woocommerce_rest_cart_empty', 'Cannot create order from empty cart.', array( 'status' => 400 ) );
	}
	try {
		$gateway = Stand_In_Checkout::gateway( wc_clean( (string) $request['payment_method'] ) );
		$order   = Stand_In_Checkout::order( (array) $request['billing_address'], $gateway, 'store-api' );
		$answer  = array( 'order_id' => $order->get_id(), 'status' => $order->get_status(), 'order_key' => $order->get_order_key(), 'payment_method' => $gateway->id );

		$answer['payment_result'] = array( 'payment_status' => 'success', 'redirect_url' => Stand_In_Checkout::pay( $order, $gateway ) );
		return rest_ensure_response( $answer );
	} catch ( Exception $e ) {
		return new WP_Error( 'woocommerce_rest_payment_error', wp_strip_all_tags( $e->getMessage() ), array( 'status' => 400 ) );
	}
}
