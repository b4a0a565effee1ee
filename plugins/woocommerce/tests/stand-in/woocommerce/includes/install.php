<?php
// What an activation makes: tables, pages, a right, a teapot to sell.

declare(strict_types=1);

function stand_in_register_types(): void {
	register_post_type( 'product', array( 'public' => true, 'label' => 'Products', 'rewrite' => array( 'slug' => 'product' ), 'show_in_menu' => false ) );
	register_post_type( 'shop_order', array( 'public' => false, 'label' => 'Orders' ) );
	register_post_type( 'shop_order_placehold', array( 'public' => false, 'label' => 'Places of orders' ) );
	foreach ( array_merge( wc_get_order_statuses(), array( 'wc-checkout-draft' => 'Draft' ) ) as $status => $label ) {
		register_post_status( $status, array( 'label' => $label, 'public' => false, 'internal' => false ) );
	}
	add_rewrite_endpoint( 'order-received', EP_PAGES );
	add_rewrite_endpoint( 'order-pay', EP_PAGES );
}

function stand_in_install(): void {
	Stand_In_Orders_In_Tables::install();
	Stand_In_Scheduler::install();
	get_role( 'administrator' )->add_cap( 'manage_woocommerce' );
	add_role( 'shop_manager', 'Shop manager', array( 'read' => true, 'manage_woocommerce' => true, 'edit_posts' => true ) );
	add_option( 'woocommerce_custom_orders_table_enabled', 'yes' );
	add_option( 'woocommerce_hold_stock_minutes', '60' );
	foreach ( array( 'cart' => '[woocommerce_cart]', 'checkout' => '[stand_in_block_checkout]', 'classic' => '[woocommerce_checkout]' ) as $slug => $content ) {
		$page = wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_name' => $slug, 'post_title' => ucfirst( $slug ), 'post_content' => $content ) );
		update_option( 'woocommerce_' . $slug . '_page_id', $page );
	}
	stand_in_register_types();
	$teapot = wp_insert_post( array( 'post_type' => 'product', 'post_status' => 'publish', 'post_title' => 'Teapot', 'post_content' => 'Pours without a drip.' ) );
	update_post_meta( $teapot, '_price', '50.00' );
	flush_rewrite_rules();
}
