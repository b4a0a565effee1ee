<?php
/**
 * Plugin Name: Test shop
 * Description: A must-use plugin of the shops that tests run: nothing leaves the machine, and the plugin under test lives by the test's clock.
 */

declare(strict_types=1);

// One file for each request that is being answered: whoever takes the plugin out of the shop waits for those that still use it.
if ( 'cli' !== PHP_SAPI ) {
	$running = WP_CONTENT_DIR . '/test-running';
	wp_mkdir_p( $running );
	touch( $running . '/' . getmypid() );
	register_shutdown_function(
		function () use ( $running ) {
			unlink( $running . '/' . getmypid() );
		}
	);
}

// Nobody outside is asked. The one answer has every field that WordPress' own look-ups read, so that none of them complains.
add_filter(
	'pre_http_request',
	function ( $answer, $arguments, $url ) {
		if ( in_array( wp_parse_url( $url, PHP_URL_HOST ), array( '127.0.0.1', 'localhost' ), true ) ) {
			return $answer;
		}
		$body = '{"name":"","slug":"","plugins":[],"themes":[],"no_update":[],"translations":[],"offers":[],"version":"1","platform":"",'
			. '"update_url":"","img_src":"","img_src_ssl":"","current_version":"1","upgrade":false,"insecure":false,'
			. '"recommended_version":"8.2","minimum_version":"7.2","is_supported":true,"is_secure":true,"is_acceptable":true}';
		return array(
			'headers'  => array(),
			'body'     => $body,
			'response' => array( 'code' => 200, 'message' => 'OK' ),
			'cookies'  => array(),
			'filename' => null,
		);
	},
	10,
	3
);

add_filter( 'pre_wp_mail', '__return_true' );

// The dashboard's news would be read from outside as well.
add_action(
	'wp_dashboard_setup',
	function () {
		remove_meta_box( 'dashboard_primary', 'dashboard', 'side' );
	}
);

// SQLite's LIMIT is a signed number of 64 bits.
add_filter(
	'query',
	function ( $query ) {
		return str_replace( '18446744073709551615', '9223372036854775807', $query );
	}
);

// The seconds that the test's clock shows, asked of the test itself, so that a moved clock is seen at once; the machine's while no test runs.
add_filter(
	'crypto_checkout_now',
	function ( $now ) {
		$source  = WP_CONTENT_DIR . '/test-clock';
		$seconds = is_file( $source ) ? @file_get_contents( trim( (string) file_get_contents( $source ) ) ) : false;
		return false === $seconds ? $now : (int) $seconds;
	}
);
