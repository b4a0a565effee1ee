<?php
/**
 * Plugin Name:          Crypto Checkout for WooCommerce
 * Description:          Takes crypto in your shop: connect a store of your Crypto Checkout platform, and customers pay on its hosted page.
 * Version:              0.1.0
 * Requires at least:    6.5
 * Requires PHP:         7.4
 * Requires Plugins:     woocommerce
 * Author:               Crypto Checkout
 * License:              GPL-2.0-or-later
 * License URI:          https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:          crypto-checkout-for-woocommerce
 * Domain Path:          /languages
 * WC requires at least: 8.9
 * WC tested up to:      10.5
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

defined( 'ABSPATH' ) || exit;

if ( PHP_VERSION_ID < 70400 ) {
	add_action(
		'admin_notices',
		function () {
			if ( current_user_can( 'activate_plugins' ) ) {
				/* translators: %s: version of PHP */
				$text = __( 'Crypto Checkout needs PHP 7.4 or newer; this site runs PHP %s. Ask your host to raise it.', 'crypto-checkout-for-woocommerce' );
				echo '<div class="notice notice-error"><p>' . esc_html( sprintf( $text, PHP_VERSION ) ) . '</p></div>';
			}
		}
	);
	return;
}

require_once __DIR__ . '/src/autoload.php';

CryptoCheckout\WooCommerce\Plugin::boot( __FILE__ );
