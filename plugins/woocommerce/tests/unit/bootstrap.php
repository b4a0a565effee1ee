<?php
/**
 * What the unit tests need of WordPress: texts are themselves, and a notice of the plugin is a failure.
 */

declare(strict_types=1);

define( 'ABSPATH', __DIR__ . '/' );

function __( string $text, string $domain = 'default' ): string {
	return $text;
}

/** @return mixed */
function wp_parse_url( string $url, int $component = -1 ) {
	return parse_url( $url, $component );
}

set_error_handler(
	static function ( int $level, string $message, string $file, int $line ): bool {
		if ( 1 === preg_match( '~/crypto-checkout-for-woocommerce/|/sdk-php/src/~', $file ) ) {
			throw new ErrorException( $message, 0, $level, $file, $line );
		}
		return false;
	}
);

spl_autoload_register(
	static function ( string $class ): void {
		if ( 0 === strpos( $class, 'CryptoCheckout\\WooCommerce\\' ) ) {
			$file = dirname( __DIR__, 2 ) . '/crypto-checkout-for-woocommerce/src/' . substr( $class, 27 ) . '.php';
			if ( is_file( $file ) ) {
				require $file;
			}
		}
	}
);
