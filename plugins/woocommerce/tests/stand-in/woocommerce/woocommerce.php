<?php
/**
 * Plugin Name: WooCommerce (stand-in for tests)
 * Description: The part of WooCommerce that the payment plugin meets, for tests only: orders in two stores, checkouts, gateways, scheduled actions.
 * Version: 10.5.0
 * Requires PHP: 7.4
 * License: GPL-2.0-or-later
 */

declare(strict_types=1);

defined( 'ABSPATH' ) || exit;

define( 'WC_VERSION', '10.5.0' );
define( 'WC_PLUGIN_FILE', __FILE__ );
define( 'WC_ABSPATH', __DIR__ . '/' );

foreach ( array(
	'namespaced',
	'class-wc-data-parts',
	'class-wc-settings-api',
	'class-wc-payment-gateway',
	'class-wc-abstract-order',
	'class-wc-order',
	'order-stores',
	'order-functions',
	'functions',
	'class-woocommerce',
	'scheduler',
	'checkout',
	'pages',
	'blocks',
	'admin-settings',
	'admin-orders',
	'install',
) as $part ) {
	require_once __DIR__ . '/includes/' . $part . '.php';
}

register_activation_hook( __FILE__, 'stand_in_install' );
WC();
