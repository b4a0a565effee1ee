<?php
/**
 * The payment method.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Crypto, as WooCommerce offers it: the customer is sent to the platform's payment page and comes back to the order. */
final class Gateway extends \WC_Payment_Gateway {

	/** What WooCommerce knows as a currency and ISO 4217 does not. */
	const NO_ISO_CURRENCIES = array( 'BTC', 'GGP', 'IMP', 'IRT', 'JEP', 'PRB' );

	/** The platform takes nothing above it, in any currency. */
	const MOST = 100000000000;

	/** Adds it to the shop. */
	public static function register(): void {
		add_filter(
			'woocommerce_payment_gateways',
			static function ( $gateways ): array {
				$gateways[] = self::class;
				return $gateways;
			}
		);
		// Not by the object: on that page nobody may have made one.
		add_action( 'woocommerce_thankyou_' . Plugin::GATEWAY, array( self::class, 'thank' ) );
	}

	/** Reads its settings. */
	public function __construct() {
		$this->id                 = Plugin::GATEWAY;
		$this->method_title       = __( 'Crypto Checkout', 'crypto-checkout-for-woocommerce' );
		$this->method_description = __( 'Customers pay in crypto from their own wallet; the money goes straight to yours.', 'crypto-checkout-for-woocommerce' );
		$this->has_fields         = true;
		$this->supports           = array( 'products' );
		$this->order_button_text  = __( 'Continue to payment', 'crypto-checkout-for-woocommerce' );
		$this->max_amount         = self::MOST;
		$this->init_form_fields();
		$this->init_settings();
		$this->title       = (string) $this->get_option( 'title' );
		$this->description = (string) $this->get_option( 'description' );
		add_action( 'woocommerce_update_options_payment_gateways_' . $this->id, array( $this, 'process_admin_options' ) );
	}

	/** The form of the settings. */
	public function init_form_fields() {
		$this->form_fields = GatewaySettings::fields();
	}

	/** The settings page: first the connection, then the form. */
	public function admin_options() {
		if ( is_callable( array( __NAMESPACE__ . '\Admin', 'panel' ) ) ) {
			Admin::panel();
		}
		parent::admin_options();
	}

	/** Whether this customer can be offered it now. */
	public function is_available() {
		if ( ! parent::is_available() || ! self::is_ready() ) {
			return false;
		}
		$order    = $this->order_to_pay();
		$currency = null === $order ? get_woocommerce_currency() : $order->get_currency();
		return self::takes_currency( (string) $currency );
	}

	/** Whether the connection of the chosen mode stands, and this site is the one that made it. */
	public static function is_ready(): bool {
		return Connection::load( Plugin::mode() )->usable();
	}

	/**
	 * Whether the platform prices anything in it: what it once refused is not offered for an hour.
	 *
	 * @param string $currency As WooCommerce names it.
	 */
	private static function takes_currency( string $currency ): bool {
		return 1 === preg_match( '/\A[A-Z]{3}\z/', $currency ) && ! in_array( $currency, self::NO_ISO_CURRENCIES, true )
			&& false === get_transient( 'crypto_checkout_no_' . $currency );
	}

	/** Under the choice at the checkout. */
	public function payment_fields() {
		echo wp_kses_post( wpautop( wptexturize( $this->description ) ) );
		if ( 'test' === Plugin::mode() ) {
			echo '<p><strong>' . esc_html( self::test_note() ) . '</strong></p>';
		}
	}

	/** What a customer of a shop in test mode is to know. */
	public static function test_note(): string {
		return __( 'Test mode: no real money is taken, and nothing will be delivered.', 'crypto-checkout-for-woocommerce' );
	}

	/**
	 * Sends the customer to pay.
	 *
	 * @param int $order_id The order.
	 * @return array{result: string, redirect?: string}
	 */
	public function process_payment( $order_id ) {
		$order = wc_get_order( $order_id );
		try {
			if ( ! $order instanceof \WC_Order || ! self::is_ready() ) {
				throw new CheckoutRefused( __( 'Payment by crypto is switched off at the moment. Please choose another way to pay.', 'crypto-checkout-for-woocommerce' ) );
			}
			$session = Sessions::for_order( $order );
			$paid    = in_array( $session['status'], array( 'paid', 'paid_late' ), true );
			return array(
				'result'   => 'success',
				'redirect' => $paid ? $this->get_return_url( $order ) : (string) $session['checkoutUrl'],
			);
		} catch ( CheckoutRefused $refused ) {
			return self::failure( $refused->getMessage() );
		} catch ( \Throwable $problem ) {
			Plugin::log( 'error', sprintf( 'Order %d could not be sent to be paid: %s', (int) $order_id, $problem->getMessage() ) );
			self::remember_currency( $problem, $order );
			return self::failure( __( 'Payment by crypto cannot be started at the moment. Your order is kept: please try again in a minute, or choose another way to pay.', 'crypto-checkout-for-woocommerce' ) );
		}
	}

	/**
	 * On the page after the order: what is still missing, while it is.
	 *
	 * @param int $order_id The order.
	 */
	public static function thank( $order_id ): void {
		$order = Orders::fresh( (int) $order_id );
		if ( null === $order || $order->is_paid() || $order->has_status( array( 'refunded', 'trash' ) ) ) {
			return;
		}
		$texts = array(
			'detected'  => __( 'Your payment has been seen and waits to be confirmed by the network. You need not do anything more.', 'crypto-checkout-for-woocommerce' ),
			'underpaid' => __( 'Only a part of the amount has arrived. Please pay the rest on the payment page.', 'crypto-checkout-for-woocommerce' ),
			'over'      => __( 'No payment has arrived for this order.', 'crypto-checkout-for-woocommerce' ),
		);
		$stands = Orders::state( $order, Orders::meta( $order, Orders::SESSION ) )['status'];
		$key    = $order->has_status( array( 'failed', 'cancelled' ) ) ? 'over' : $stands;
		$text   = isset( $texts[ $key ] ) ? $texts[ $key ] : __( 'No payment has been seen yet. As soon as it is, you will find it here.', 'crypto-checkout-for-woocommerce' );
		echo '<p class="crypto-checkout-state">' . esc_html( $text ) . '</p>';
		$page = 'underpaid' === $key ? Orders::meta( $order, Orders::PAGE ) : '';
		if ( '' !== $page ) {
			echo '<p><a class="button wp-element-button" style="display:inline-block" href="' . esc_url( $page ) . '">' . esc_html__( 'Pay the rest', 'crypto-checkout-for-woocommerce' ) . '</a></p>';
		}
	}

	/**
	 * A failure that the customer can read; the order stays as it was and can be paid.
	 *
	 * @param string $message For the customer.
	 * @return array{result: string}
	 */
	private static function failure( string $message ): array {
		wc_add_notice( $message, 'error' );
		return array( 'result' => 'failure' );
	}

	/**
	 * Keeps in mind that a currency is not taken.
	 *
	 * @param \Throwable $problem What went wrong.
	 * @param mixed      $order   The order.
	 */
	private static function remember_currency( \Throwable $problem, $order ): void {
		if ( $problem instanceof ApiProblem && 'currency_unknown' === $problem->code_name() && $order instanceof \WC_Order ) {
			set_transient( 'crypto_checkout_no_' . $order->get_currency(), '1', HOUR_IN_SECONDS );
		}
	}

	/** The order that is paid afterwards, on the page for that. */
	private function order_to_pay(): ?\WC_Order {
		$id    = absint( get_query_var( 'order-pay' ) );
		$order = $id > 0 ? wc_get_order( $id ) : false;
		return $order instanceof \WC_Order ? $order : null;
	}

	/** For WooCommerce's list of payment methods: it is not usable yet. */
	public function needs_setup() {
		return ! self::is_ready();
	}

	/** For WooCommerce's list of payment methods: the merchant is connected. */
	public function is_account_connected() {
		return self::is_ready();
	}

	/** For WooCommerce's list of payment methods: connecting has begun, which is one step. */
	public function is_onboarding_started() {
		return self::is_ready();
	}

	/** For WooCommerce's list of payment methods: connecting is done. */
	public function is_onboarding_completed() {
		return self::is_ready();
	}

	/** For WooCommerce's list of payment methods: no real money moves. */
	public function is_test_mode() {
		return 'test' === Plugin::mode();
	}

	/** For WooCommerce's list of payment methods: the connection that is made is that of the test mode. */
	public function is_test_mode_onboarding() {
		return 'test' === Plugin::mode();
	}

	/** For WooCommerce's list of payment methods: it is no developer's build. */
	public function is_dev_mode() {
		return false;
	}

	/** Where it is set up. */
	public function get_settings_url() {
		return Admin::url();
	}

	/**
	 * Where the merchant connects: the settings page has the button.
	 *
	 * @param string $return_url Where WooCommerce would like to be called back; the button's own way leads to the settings.
	 */
	public function get_connection_url( $return_url = '' ) {
		unset( $return_url );
		return $this->get_settings_url();
	}
}
