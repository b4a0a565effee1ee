<?php
/**
 * Why a customer cannot be sent to pay.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** The order cannot be paid now; the message is for the customer. */
final class CheckoutRefused extends \RuntimeException {
}
