<?php
/**
 * Finds the plugin's classes by their names.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

defined( 'ABSPATH' ) || exit;

spl_autoload_register(
	static function ( string $class_name ): void {
		$folders = array(
			'CryptoCheckout\\WooCommerce\\' => __DIR__ . '/',
			'CryptoCheckout\\Sdk\\'         => dirname( __DIR__ ) . '/lib/',
		);
		foreach ( $folders as $prefix => $folder ) {
			$file = $folder . str_replace( '\\', '/', substr( $class_name, strlen( $prefix ) ) ) . '.php';
			if ( 0 === strpos( $class_name, $prefix ) && is_file( $file ) ) {
				require_once $file;
				return;
			}
		}
	}
);
