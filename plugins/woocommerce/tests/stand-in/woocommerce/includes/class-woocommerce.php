<?php
// The plugin's main object, the buyer's session and the cart.

declare(strict_types=1);

/** What a buyer left between two requests, by a cookie. */
class WC_Session {
	const COOKIE = 'stand_in_session';

	private $key;
	private $data;

	public function __construct() {
		$cookie    = isset( $_COOKIE[ self::COOKIE ] ) ? sanitize_key( $_COOKIE[ self::COOKIE ] ) : '';
		$this->key = '' === $cookie ? strtolower( wp_generate_password( 20, false ) ) : $cookie;
		if ( '' === $cookie && ! headers_sent() ) {
			setcookie( self::COOKIE, $this->key, 0, '/', '', false, true );
		}
		$stored     = get_option( 'stand_in_session_' . $this->key, array() );
		$this->data = is_array( $stored ) ? $stored : array();
	}

	public function get( $key, $default = null ) {
		return isset( $this->data[ $key ] ) ? $this->data[ $key ] : $default;
	}

	public function set( $key, $value ) {
		if ( $this->get( $key ) !== $value ) {
			$this->data[ $key ] = $value;
			update_option( 'stand_in_session_' . $this->key, $this->data, false );
		}
	}

	public function get_customer_id() {
		return $this->key;
	}
}

/** Products and how many of each. */
class WC_Cart {
	public $total = 0.0;

	public function __construct() {
		$this->total = $this->get_total( 'edit' );
	}

	/** @return array<int,int> quantity by product */
	public function lines(): array {
		return WC()->session->get( 'cart', array() );
	}

	public function get_cart() {
		$lines = array();
		foreach ( $this->lines() as $product => $quantity ) {
			$lines[ md5( (string) $product ) ] = array( 'product_id' => $product, 'quantity' => $quantity, 'data' => wc_get_product( $product ) );
		}
		return $lines;
	}

	public function add_to_cart( $product_id = 0, $quantity = 1 ) {
		$lines                = $this->lines();
		$lines[ $product_id ] = ( isset( $lines[ $product_id ] ) ? $lines[ $product_id ] : 0 ) + $quantity;
		WC()->session->set( 'cart', $lines );
		$this->total = $this->get_total( 'edit' );
		return md5( (string) $product_id );
	}

	public function empty_cart( $clear_persistent_cart = true ) {
		WC()->session->set( 'cart', array() );
		$this->total = 0.0;
		WC()->session->set( 'order_awaiting_payment', false );
	}

	public function is_empty() {
		return array() === $this->lines();
	}

	public function needs_payment() {
		return (float) $this->get_total( 'edit' ) > 0;
	}

	public function get_cart_hash() {
		return $this->is_empty() ? '' : md5( wp_json_encode( $this->lines() ) . $this->get_total( 'edit' ) );
	}

	public function get_total( $context = 'view' ) {
		$total = 0.0;
		foreach ( $this->lines() as $product => $quantity ) {
			$total += (float) wc_get_product( $product )->get_price() * $quantity;
		}
		return 'edit' === $context ? $total : wc_price( $total );
	}
}

/** What the others reach by WC(). */
final class WooCommerce {
	public $version = WC_VERSION;
	/** @var WC_Cart|null only where a buyer may be */
	public $cart;
	/** @var WC_Session|null only where a buyer may be */
	public $session;
	/** @var WC_Payment_Gateways|null */
	private $gateways;

	/** @var self|null */
	private static $instance;

	public static function instance(): self {
		if ( null === self::$instance ) {
			self::$instance = new self();
			self::$instance->hooks();
		}
		return self::$instance;
	}

	private function hooks(): void {
		add_action(
			'plugins_loaded',
			function () {
				do_action( 'woocommerce_loaded' );
			},
			-1
		);
		add_action(
			'plugins_loaded',
			function () {
				do_action( 'woocommerce_blocks_loaded' );
			}
		);
		add_action( 'init', array( $this, 'init' ), 0 );
		add_action( 'init', 'stand_in_register_types', 5 );
	}

	public function init(): void {
		do_action( 'before_woocommerce_init' );
		if ( ( ! is_admin() || wp_doing_ajax() ) && ! wp_doing_cron() && 'cli' !== PHP_SAPI ) {
			$this->session = new WC_Session();
			$this->cart    = new WC_Cart();
		}
		do_action( 'woocommerce_init' );
	}

	public function payment_gateways() {
		if ( null === $this->gateways ) {
			$this->gateways = new WC_Payment_Gateways();
		}
		return $this->gateways;
	}
}
