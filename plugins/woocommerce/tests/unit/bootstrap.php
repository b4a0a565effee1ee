<?php
/**
 * What the unit tests need of WordPress: texts are themselves, options and filters stand in variables, and a notice of the plugin is a failure.
 */

declare(strict_types=1);

define( 'ABSPATH', __DIR__ . '/' );
define( 'DB_HOST', '127.0.0.1' );
define( 'DB_NAME', 'shop' );
$GLOBALS['wpdb']    = (object) array( 'prefix' => 'wp_' );
$GLOBALS['options'] = array();
$GLOBALS['filters'] = array();
$GLOBALS['site_is'] = 'local';

function __( string $text, string $domain = 'default' ): string {
	return $text;
}

/** @return mixed */
function get_option( string $name ) {
	return $GLOBALS['options'][ $name ] ?? false;
}

/**
 * @param mixed $value
 * @return mixed
 */
function apply_filters( string $name, $value ) {
	return $GLOBALS['filters'][ $name ] ?? $value;
}

function wp_get_environment_type(): string {
	return $GLOBALS['site_is'];
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
