<?php
/**
 * Plugin Name: Test payments
 * Description: A must-use plugin of the shops in which tests pay: it counts how often an order was completed, and works on one event by request.
 */

declare(strict_types=1);

// One line for each time: a file that is appended to counts what several processes do at once.
add_action(
	'woocommerce_payment_complete',
	function ( $order ) {
		file_put_contents( WP_CONTENT_DIR . '/test-completions', (int) $order . "\n", FILE_APPEND | LOCK_EX );
	}
);

add_action(
	'rest_api_init',
	function () {
		register_rest_route(
			'test-payments/v1',
			'/event/(?P<id>\w+)',
			array(
				'methods'             => 'POST',
				'permission_callback' => '__return_true',
				'callback'            => function ( $request ) {
					\CryptoCheckout\WooCommerce\EventProcessor::process( (string) $request['id'] );
					return array( 'state' => \CryptoCheckout\WooCommerce\EventStore::find( (string) $request['id'] )->state );
				},
			)
		);
	}
);

// While this file is there, events only come to where the test takes them.
add_filter(
	'crypto_checkout_wake_queue',
	function ( $wake ) {
		return $wake && ! file_exists( WP_CONTENT_DIR . '/test-queue-sleeps' );
	}
);

// A database that refuses a row, without a word in the log.
add_filter(
	'query',
	function ( $query ) {
		$refuses = false !== strpos( $query, 'INSERT IGNORE INTO' ) && false !== strpos( $query, 'crypto_checkout_event' ) && file_exists( WP_CONTENT_DIR . '/test-database-refuses' );
		return $refuses ? '' : $query;
	}
);
