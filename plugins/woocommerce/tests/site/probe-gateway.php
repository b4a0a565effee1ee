<?php
/**
 * Plugin Name: Probe gateway
 * Description: The smallest gateway that pays by a redirect: the facts about both checkouts are stated with it, without the plugin under test.
 */

declare(strict_types=1);

add_action(
	'before_woocommerce_init',
	function () {
		\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'cart_checkout_blocks', __FILE__, true );
	}
);

add_action(
	'plugins_loaded',
	function () {
		/** Pays nothing: it sends the buyer to a page that says the order's number, or says no. */
		class Probe_Gateway extends WC_Payment_Gateway {
			public function __construct() {
				$this->id           = 'crypto_checkout';
				$this->method_title = 'Probe';
				$this->title        = 'Crypto';
				$this->description  = 'Pay by a probe.';
				$this->enabled      = 'yes';
			}

			public function process_payment( $order_id ) {
				if ( 'no' === get_option( 'probe_gateway_answer' ) ) {
					wc_add_notice( 'The probe says no.', 'error' );
					return array( 'result' => 'failure' );
				}
				return array( 'result' => 'success', 'redirect' => home_url( '/?probe-pays=' . $order_id ) );
			}
		}
		add_action(
			'woocommerce_thankyou_crypto_checkout',
			function ( $order_id ) {
				echo '<p id="probe-thanks">Thanks for ' . (int) $order_id . '</p>';
			}
		);
	}
);

add_filter(
	'woocommerce_payment_gateways',
	function ( $gateways ) {
		$gateways[] = 'Probe_Gateway';
		return $gateways;
	}
);

add_action(
	'woocommerce_blocks_payment_method_type_registration',
	function ( $registry ) {
		$registry->register(
			new class() extends \Automattic\WooCommerce\Blocks\Payments\Integrations\AbstractPaymentMethodType {
				protected $name = 'crypto_checkout';

				public function initialize() {}

				public function get_payment_method_script_handles() {
					wp_register_script( 'probe-blocks', false, array( 'wc-blocks-registry', 'wc-settings', 'wp-element' ), '1', true );
					$script = "( function () { var s = window.wc.wcSettings.getSetting( 'crypto_checkout_data', {} ), el = window.wp.element.createElement;"
						. "window.wc.wcBlocksRegistry.registerPaymentMethod( { name: 'crypto_checkout', label: s.title, ariaLabel: s.title, content: el( 'p', null, s.title ),"
						. "edit: el( 'p', null, s.title ), canMakePayment: function () { return true; }, supports: { features: [ 'products' ] } } ); } )();";
					wp_add_inline_script( 'probe-blocks', $script );
					return array( 'probe-blocks' );
				}

				public function get_payment_method_data() {
					return array( 'title' => 'Crypto', 'supports' => array( 'products' ) );
				}
			}
		);
	}
);
