<?php
// WooCommerce > Settings > Payments: the list of gateways, and one gateway's form.

declare(strict_types=1);

/** Messages of the settings pages. */
class WC_Admin_Settings {
	private static $messages = array();
	private static $errors   = array();

	public static function add_message( $text ) {
		self::$messages[] = $text;
	}

	public static function add_error( $text ) {
		self::$errors[] = $text;
	}

	public static function show_messages() {
		foreach ( self::$errors as $error ) {
			echo '<div id="message" class="error inline"><p><strong>' . esc_html( $error ) . '</strong></p></div>';
		}
		foreach ( array() === self::$errors ? self::$messages : array() as $message ) {
			echo '<div id="message" class="updated inline"><p><strong>' . esc_html( $message ) . '</strong></p></div>';
		}
	}
}

add_action(
	'admin_menu',
	function () {
		add_menu_page( 'WooCommerce', 'WooCommerce', 'manage_woocommerce', 'woocommerce', 'stand_in_settings_page', '', 55 );
		$settings = add_submenu_page( 'woocommerce', 'WooCommerce settings', 'Settings', 'manage_woocommerce', 'wc-settings', 'stand_in_settings_page' );
		add_submenu_page( 'woocommerce', 'Orders', 'Orders', 'manage_woocommerce', 'wc-orders', 'stand_in_orders_page' );
		// Before anything is printed, so that a gateway may lead elsewhere.
		add_action( 'load-' . $settings, 'stand_in_save_settings' );
		add_action( 'load-woocommerce_page_wc-orders', 'stand_in_save_order' );
	}
);

function stand_in_section(): string {
	return isset( $_GET['section'] ) ? sanitize_title( wp_unslash( (string) $_GET['section'] ) ) : '';
}

function stand_in_save_settings(): void {
	// As in the real one, every gateway is made before the page is, and asked whether it can be paid with: here is no cart.
	$gateways = WC()->payment_gateways()->payment_gateways();
	WC()->payment_gateways()->get_available_payment_gateways();
	$section  = stand_in_section();
	if ( empty( $_POST['save'] ) || ! isset( $gateways[ $section ] ) ) {
		return;
	}
	check_admin_referer( 'woocommerce-settings' );
	do_action( 'woocommerce_update_options_payment_gateways_' . $section );
	do_action( 'woocommerce_update_options_checkout' );
	WC_Admin_Settings::add_message( 'Your settings have been saved.' );
}

function stand_in_settings_page(): void {
	$gateways = WC()->payment_gateways()->payment_gateways();
	$section  = stand_in_section();
	echo '<div class="wrap woocommerce"><form method="post" id="mainform" action="" enctype="multipart/form-data"><h1 class="screen-reader-text">Payments</h1>';
	WC_Admin_Settings::show_messages();
	if ( isset( $gateways[ $section ] ) ) {
		$gateways[ $section ]->admin_options();
		echo '<p class="submit"><button name="save" class="button-primary woocommerce-save-button" type="submit" value="Save changes">Save changes</button></p>';
		wp_nonce_field( 'woocommerce-settings' );
	} else {
		array_map( 'stand_in_gateway_row', $gateways );
	}
	echo '</form></div>';
}

/** One gateway in the list, by the optional methods that WooCommerce 10 asks; without them it takes the friendly answer for granted. */
function stand_in_gateway_row( WC_Payment_Gateway $gateway ): void {
	$ask = function ( string $method, $default ) use ( $gateway ) {
		return is_callable( array( $gateway, $method ) ) ? $gateway->$method() : $default;
	};
	$connected = $ask( 'is_account_connected', true );
	$setup     = $gateway->needs_setup();
	$test      = $ask( 'is_test_mode', false );
	$own       = admin_url( 'admin.php?page=wc-settings&tab=checkout&section=' . $gateway->id );
	$settings  = (string) $ask( 'get_settings_url', $own );
	$label     = $connected && ! $setup ? 'Manage' : 'Complete setup';
	$link      = $connected ? $settings : (string) ( is_callable( array( $gateway, 'get_connection_url' ) ) ? $gateway->get_connection_url( $settings ) : $settings );
	echo '<div class="woocommerce-list__item" id="' . esc_attr( $gateway->id ) . '"><h3>' . esc_html( $gateway->get_method_title() ) . '</h3><span class="status">'
		. esc_html( ! $connected || $setup ? 'Action needed' : ( 'yes' === $gateway->enabled ? ( $test ? 'Test mode' : 'Active' ) : 'Inactive' ) ) . '</span> <span>'
		. wp_kses_post( $gateway->get_method_description() ) . '</span> <a class="button" href="' . esc_url( '' === $link ? $settings : $link ) . '">' . esc_html( $label ) . '</a></div>';
}
