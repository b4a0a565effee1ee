<?php
// WooCommerce > Orders: the list, and one order with its status, notes and actions.

declare(strict_types=1);

if ( is_admin() ) {
	/** Known in the administration alone, as in the real one. */
	function wc_get_page_screen_id( $for ) {
		return 'shop-order' === $for || 'shop_order' === $for
			? ( \Automattic\WooCommerce\Utilities\OrderUtil::custom_orders_table_usage_is_enabled() ? 'woocommerce_page_wc-orders' : 'shop_order' )
			: '';
	}
}

function stand_in_orders_page(): void {
	$order = isset( $_GET['id'] ) ? wc_get_order( (int) $_GET['id'] ) : false;
	echo '<div class="wrap">';
	if ( $order ) {
		stand_in_order_page( $order );
	} else {
		$legacy  = ! \Automattic\WooCommerce\Utilities\OrderUtil::custom_orders_table_usage_is_enabled();
		$columns = apply_filters( $legacy ? 'manage_edit-shop_order_columns' : 'manage_woocommerce_page_wc-orders_columns', array( 'order_number' => 'Order', 'order_status' => 'Status', 'order_total' => 'Total' ) );
		$others  = array_diff( array_keys( $columns ), array( 'order_number', 'order_status', 'order_total' ) );
		echo '<h1>Orders</h1><table class="wp-list-table widefat wc-orders-list-table"><tbody>';
		foreach ( wc_get_orders( array( 'limit' => 50 ) ) as $one ) {
			echo '<tr id="order-' . (int) $one->get_id() . '"><td><a class="order-view" href="' . esc_url( $one->get_edit_order_url() ) . '">#' . esc_html( $one->get_order_number() ) . ' '
				. esc_html( $one->get_formatted_billing_full_name() ) . '</a></td><td><mark class="order-status status-' . esc_attr( $one->get_status() ) . '"><span>'
				. esc_html( wc_get_order_status_name( $one->get_status() ) ) . '</span></mark></td><td>' . wp_kses_post( wc_price( $one->get_total() ) ) . '</td>';
			foreach ( $others as $column ) {
				echo '<td class="column-' . esc_attr( $column ) . '">';
				do_action( $legacy ? 'manage_shop_order_posts_custom_column' : 'manage_woocommerce_page_wc-orders_custom_column', $column, $legacy ? $one->get_id() : $one );
				echo '</td>';
			}
			echo '</tr>';
		}
		echo '</tbody></table>';
	}
	echo '</div>';
}

function stand_in_order_page( WC_Order $order ): void {
	$screen = wc_get_page_screen_id( 'shop-order' );
	do_action( 'add_meta_boxes', $screen, 'shop_order' === $screen ? get_post( $order->get_id() ) : $order );
	echo '<h1>Edit order</h1><form id="post" method="post">';
	wp_nonce_field( 'stand-in-order' );
	echo '<h2 class="woocommerce-order-data__heading">Order #' . esc_html( $order->get_order_number() ) . ' details</h2><p class="woocommerce-order-data__meta order_number">Payment via '
		. esc_html( $order->get_payment_method_title() ) . ' ' . esc_html( $order->get_transaction_id() ) . '</p><select id="order_status" name="order_status">';
	foreach ( wc_get_order_statuses() as $status => $label ) {
		echo '<option value="' . esc_attr( $status ) . '" ' . selected( $status, 'wc-' . $order->get_status(), false ) . '>' . esc_html( $label ) . '</option>';
	}
	echo '</select>';
	do_action( 'woocommerce_admin_order_data_after_order_details', $order );
	do_action( 'woocommerce_admin_order_data_after_billing_address', $order );
	do_action( 'woocommerce_admin_order_data_after_payment_info', $order );
	echo '<p>Total: ' . wp_kses_post( wc_price( $order->get_total(), array( 'currency' => $order->get_currency() ) ) ) . '</p><select name="wc_order_action"><option value="">Choose an action...</option>';
	foreach ( apply_filters( 'woocommerce_order_actions', array( 'send_order_details' => 'Email invoice / order details to customer' ), $order ) as $action => $title ) {
		echo '<option value="' . esc_attr( $action ) . '">' . esc_html( $title ) . '</option>';
	}
	echo '</select> <button type="submit" class="button save_order button-primary" name="save" value="Update">Update</button><ul class="order_notes">';
	foreach ( wc_get_order_notes( array( 'order_id' => $order->get_id() ) ) as $note ) {
		echo '<li class="note"><div class="note_content">' . wp_kses_post( wpautop( $note->content ) ) . '</div></li>';
	}
	echo '</ul>';
	foreach ( array( 'normal', 'side', 'advanced' ) as $context ) {
		do_meta_boxes( $screen, $context, 'shop_order' === $screen ? get_post( $order->get_id() ) : $order );
	}
	echo '</form>';
}

function stand_in_save_order(): void {
	$order = isset( $_GET['id'] ) ? wc_get_order( (int) $_GET['id'] ) : false;
	if ( ! $order || ! isset( $_POST['save'] ) ) {
		return;
	}
	check_admin_referer( 'stand-in-order' );
	$order->set_status( wc_clean( wp_unslash( (string) $_POST['order_status'] ) ), '', true );
	$order->save();
	$action = isset( $_POST['wc_order_action'] ) ? wc_clean( wp_unslash( (string) $_POST['wc_order_action'] ) ) : '';
	if ( '' !== $action ) {
		do_action( 'woocommerce_order_action_' . sanitize_title( $action ), $order );
	}
	wp_safe_redirect( $order->get_edit_order_url() );
	exit;
}
