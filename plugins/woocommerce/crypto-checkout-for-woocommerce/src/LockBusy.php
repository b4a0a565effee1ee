<?php
/**
 * A lock that somebody else holds.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Another process works on the same order; the work is to be tried again later. */
final class LockBusy extends \RuntimeException {
}
