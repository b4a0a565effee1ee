<?php
// Payment gateways and the list of them.

declare(strict_types=1);

/** One way to pay. */
abstract class WC_Payment_Gateway extends WC_Settings_API {
	public $enabled            = 'yes';
	public $title              = '';
	public $description        = '';
	public $method_title       = '';
	public $method_description = '';
	public $has_fields         = false;
	public $icon               = '';
	public $order_button_text  = '';
	public $supports           = array( 'products' );
	public $chosen             = false;
	public $max_amount         = 0;

	public function init_settings() {
		parent::init_settings();
		$this->enabled = ! empty( $this->settings['enabled'] ) && 'yes' === $this->settings['enabled'] ? 'yes' : 'no';
	}

	public function get_title() {
		return apply_filters( 'woocommerce_gateway_title', $this->title, $this->id );
	}

	public function get_description() {
		return apply_filters( 'woocommerce_gateway_description', $this->description, $this->id );
	}

	public function get_method_title() {
		return apply_filters( 'woocommerce_gateway_method_title', $this->method_title, $this );
	}

	public function get_method_description() {
		return apply_filters( 'woocommerce_gateway_method_description', $this->method_description, $this );
	}

	public function get_icon() {
		$icon = $this->icon ? '<img src="' . esc_url( $this->icon ) . '" alt="' . esc_attr( $this->get_title() ) . '" />' : '';
		return apply_filters( 'woocommerce_gateway_icon', $icon, $this->id );
	}

	public function get_return_url( $order = null ) {
		$url = $order ? $order->get_checkout_order_received_url() : wc_get_endpoint_url( 'order-received', '', wc_get_checkout_url() );
		return apply_filters( 'woocommerce_get_return_url', $url, $order );
	}

	public function is_available() {
		$total = WC()->cart ? $this->get_order_total() : 0;
		return 'yes' === $this->enabled && ! ( 0 < $this->max_amount && $this->max_amount < $total );
	}

	/** What is to be paid on this page: an order that is paid once more, or the cart. */
	protected function get_order_total() {
		$order = wc_get_order( absint( get_query_var( 'order-pay' ) ) );
		if ( $order ) {
			return (float) $order->get_total();
		}
		// As in the real one, this is asked where no cart is as well; the warning is the caller's.
		return (float) WC()->cart->total;
	}

	public function needs_setup() {
		return false;
	}

	public function supports( $feature ) {
		return apply_filters( 'woocommerce_payment_gateway_supports', in_array( $feature, $this->supports, true ), $feature, $this );
	}

	public function payment_fields() {
		echo wp_kses_post( wpautop( $this->get_description() ) );
	}

	public function validate_fields() {
		return true;
	}

	public function process_payment( $order_id ) {
		return array();
	}

	public function admin_options() {
		echo '<h2>' . esc_html( $this->get_method_title() ) . '</h2>' . wp_kses_post( wpautop( $this->get_method_description() ) );
		parent::admin_options();
	}
}

/** Every gateway that a plugin names. */
class WC_Payment_Gateways {
	/** @var array<string,WC_Payment_Gateway> by id */
	public $payment_gateways = array();

	public function __construct() {
		foreach ( apply_filters( 'woocommerce_payment_gateways', array() ) as $one ) {
			$gateway = is_string( $one ) ? new $one() : $one;

			$this->payment_gateways[ $gateway->id ] = $gateway;
		}
	}

	public function payment_gateways() {
		return $this->payment_gateways;
	}

	public function get_available_payment_gateways() {
		$available = array_filter(
			$this->payment_gateways,
			function ( $gateway ) {
				return $gateway->is_available();
			}
		);
		return apply_filters( 'woocommerce_available_payment_gateways', $available );
	}
}
