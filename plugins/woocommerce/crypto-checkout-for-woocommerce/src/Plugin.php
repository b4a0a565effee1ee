<?php
/**
 * What holds the plugin together.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Starts the plugin where WooCommerce is there, and tells what every other class asks: the time, the mode, the settings. */
final class Plugin {

	const VERSION = '0.1.0';

	/** The id of the payment method, and of its settings. */
	const GATEWAY = 'crypto_checkout';

	const SETTINGS = 'woocommerce_crypto_checkout_settings';

	/** What holds until the merchant chooses; the two texts for customers are translated, and stand with their fields. */
	const DEFAULTS = array(
		'enabled'                => 'no',
		'mode'                   => 'test',
		'platform_url'           => '',
		'order_status_detected'  => 'on-hold',
		'order_status_underpaid' => 'on-hold',
		'order_status_expired'   => 'failed',
		'complete_paid_late'     => 'yes',
	);

	/** The classes that answer to WordPress, each by its static register(). */
	const PARTS = array( Gateway::class, Blocks::class, SessionCancellation::class, WebhookController::class, EventProcessor::class, Reconciler::class, Attention::class, Connect::class, Registration::class, Admin::class, Acts::class, Notices::class, Privacy::class );

	/**
	 * The main file, by which WordPress knows the plugin.
	 *
	 * @var string
	 */
	private static $file = '';

	/**
	 * Hooks the plugin into WordPress; nothing else happens yet, because WooCommerce may be loaded later, or never.
	 *
	 * @param string $file The plugin's main file.
	 */
	public static function boot( string $file ): void {
		self::$file = $file;
		add_action( 'before_woocommerce_init', array( self::class, 'declare_features' ) );
		add_action( 'plugins_loaded', array( self::class, 'start' ) );
		register_activation_hook( $file, array( self::class, 'activate' ) );
		register_deactivation_hook( $file, array( self::class, 'deactivate' ) );
	}

	/** Says to WooCommerce that orders are only touched through its own classes, and that the block checkout is served. */
	public static function declare_features(): void {
		if ( class_exists( '\Automattic\WooCommerce\Utilities\FeaturesUtil' ) ) {
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'custom_order_tables', self::$file, true );
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'cart_checkout_blocks', self::$file, true );
		}
	}

	/** Registers every part, or says why it cannot. */
	public static function start(): void {
		if ( ! class_exists( 'WooCommerce' ) ) {
			add_action( 'admin_notices', array( self::class, 'woocommerce_is_missing' ) );
			return;
		}
		if ( get_option( 'crypto_checkout_version' ) !== self::VERSION ) {
			add_action( 'init', array( self::class, 'activate' ) );
		}
		foreach ( self::PARTS as $part ) {
			$part::register();
		}
	}

	/** Makes or changes the tables, when the plugin is switched on and after each update of it. */
	public static function activate(): void {
		Tables::install();
		update_option( 'crypto_checkout_version', self::VERSION );
	}

	/** Takes back what would still be run at its time. */
	public static function deactivate(): void {
		Reconciler::unschedule();
	}

	/** Tells whoever may do something about it. */
	public static function woocommerce_is_missing(): void {
		if ( current_user_can( 'activate_plugins' ) ) {
			$text = __( 'Crypto Checkout takes payments for WooCommerce, which is not active on this site. Install and activate WooCommerce first.', 'crypto-checkout-for-woocommerce' );
			echo '<div class="notice notice-error"><p>' . esc_html( $text ) . '</p></div>';
		}
	}

	/** The time in unix seconds. */
	public static function now(): int {
		/**
		 * Lets a test move the plugin's clock.
		 *
		 * @param int $now Unix seconds.
		 */
		return (int) apply_filters( 'crypto_checkout_now', time() );
	}

	/** The mode that customers pay in: test or live. */
	public static function mode(): string {
		return 'live' === self::setting( 'mode' ) ? 'live' : 'test';
	}

	/**
	 * One of the payment method's settings.
	 *
	 * @param string $key Its name.
	 */
	public static function setting( string $key ): string {
		$settings = get_option( self::SETTINGS );
		$value    = is_array( $settings ) && isset( $settings[ $key ] ) ? $settings[ $key ] : null;
		if ( is_scalar( $value ) ) {
			return (string) $value;
		}
		return isset( self::DEFAULTS[ $key ] ) ? self::DEFAULTS[ $key ] : '';
	}

	/**
	 * Changes one setting and leaves the others as they are.
	 *
	 * @param string $key   Its name.
	 * @param string $value What it becomes.
	 */
	public static function set( string $key, string $value ): void {
		$settings         = get_option( self::SETTINGS );
		$settings         = is_array( $settings ) ? $settings : array();
		$settings[ $key ] = $value;
		update_option( self::SETTINGS, $settings );
	}

	/**
	 * Where a file of the plugin is served.
	 *
	 * @param string $path From the plugin's folder on.
	 */
	public static function asset( string $path ): string {
		return plugins_url( $path, self::$file );
	}

	/** The main file as WordPress names plugins: folder and file. */
	public static function basename(): string {
		return plugin_basename( self::$file );
	}

	/**
	 * Writes to WooCommerce's log; never a key, a token, an address of a customer or a body.
	 *
	 * @param string $level   As of RFC 5424: error, warning, info, debug.
	 * @param string $message What happened.
	 */
	public static function log( string $level, string $message ): void {
		if ( function_exists( 'wc_get_logger' ) ) {
			wc_get_logger()->log( $level, $message, array( 'source' => 'crypto-checkout' ) );
		}
	}
}
