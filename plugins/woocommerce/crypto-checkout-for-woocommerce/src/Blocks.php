<?php
/**
 * The payment method in the block checkout.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

use Automattic\WooCommerce\Blocks\Payments\Integrations\AbstractPaymentMethodType;

defined( 'ABSPATH' ) || exit;

/** Tells the block checkout about the method; the payment itself goes the same way as in the classic one. */
final class Blocks extends AbstractPaymentMethodType {

	/** Its id, which the block checkout sends back. @var string */
	protected $name = Plugin::GATEWAY;

	/** Adds it to the block checkout. */
	public static function register(): void {
		add_action(
			'woocommerce_blocks_payment_method_type_registration',
			static function ( $registry ): void {
				$registry->register( new self() );
			}
		);
	}

	/** Nothing to prepare: the settings are read where they are asked for. */
	public function initialize() {
	}

	/** Whether the customer can be offered it. */
	public function is_active() {
		$gateway = $this->gateway();
		return null !== $gateway && $gateway->is_available();
	}

	/** The script that draws the choice. */
	public function get_payment_method_script_handles() {
		wp_register_script( 'crypto-checkout-blocks', Plugin::asset( 'assets/blocks.js' ), array( 'wc-blocks-registry', 'wc-settings', 'wp-element', 'wp-html-entities' ), Plugin::VERSION, true );
		return array( 'crypto-checkout-blocks' );
	}

	/** What the script is told. */
	public function get_payment_method_data() {
		$gateway = $this->gateway();
		return array(
			'title'       => null === $gateway ? '' : $gateway->get_title(),
			'description' => null === $gateway ? '' : $gateway->get_description(),
			'button'      => null === $gateway ? '' : $gateway->order_button_text,
			'testNote'    => 'test' === Plugin::mode() ? Gateway::test_note() : '',
			'supports'    => array( 'products' ),
		);
	}

	/** The payment method itself. */
	private function gateway(): ?Gateway {
		$gateways = WC()->payment_gateways()->payment_gateways();
		return isset( $gateways[ Plugin::GATEWAY ] ) && $gateways[ Plugin::GATEWAY ] instanceof Gateway ? $gateways[ Plugin::GATEWAY ] : null;
	}
}
