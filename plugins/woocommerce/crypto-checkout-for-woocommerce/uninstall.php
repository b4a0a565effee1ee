<?php
/**
 * The plugin is deleted: it gives its access back and leaves nothing but what orders hold of their payments.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require_once __DIR__ . '/src/autoload.php';

CryptoCheckout\WooCommerce\Uninstall::run();
