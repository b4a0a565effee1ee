<?php
/**
 * The connection on the settings screen.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Prints the connection of each mode above the settings of the payment method, with the buttons that change it. */
final class Admin {

	/** The form of the panel; it stands outside the form of the settings, because forms do not nest. */
	const FORM = 'crypto-checkout-panel';

	/** Hooks the form, its looks, and the links to the screen. */
	public static function register(): void {
		add_action( 'admin_enqueue_scripts', array( self::class, 'style' ) );
		add_filter( 'plugin_action_links_' . Plugin::basename(), array( self::class, 'links' ) );
	}

	/** Where the settings of the payment method are. */
	public static function url(): string {
		return admin_url( 'admin.php?page=wc-settings&tab=checkout&section=' . Plugin::GATEWAY );
	}

	/**
	 * Sends the browser to an address of the plugin's own making: the platform, or an administration that has another host than the shop.
	 *
	 * @param string $url Where to.
	 */
	public static function go( string $url ): void {
		add_filter(
			'allowed_redirect_hosts',
			static function ( array $hosts ) use ( $url ): array {
				$hosts[] = strtolower( (string) wp_parse_url( $url, PHP_URL_HOST ) );
				return $hosts;
			}
		);
		wp_safe_redirect( $url, 302, 'Crypto Checkout' );
		exit;
	}

	/** Whether the screen of the settings is being shown. */
	public static function is_shown(): bool {
		// Only what is printed depends on it.
		return is_admin() && isset( $_GET['page'], $_GET['section'] ) && 'wc-settings' === $_GET['page'] && Plugin::GATEWAY === $_GET['section']; // phpcs:ignore WordPress.Security.NonceVerification
	}

	/** Loads the looks of the panel, where it is shown. */
	public static function style(): void {
		if ( self::is_shown() ) {
			self::looks();
		}
	}

	/** Loads the looks of everything that the plugin prints in the administration. */
	public static function looks(): void {
		wp_enqueue_style( 'crypto-checkout-admin', Plugin::asset( 'assets/admin.css' ), array(), Plugin::VERSION );
	}

	/**
	 * The link beside the plugin's name in the list of plugins.
	 *
	 * @param string[] $links Those there are.
	 * @return string[]
	 */
	public static function links( array $links ): array {
		array_unshift( $links, '<a href="' . esc_url( self::url() ) . '">' . esc_html__( 'Settings', 'crypto-checkout-for-woocommerce' ) . '</a>' );
		return $links;
	}

	/** Prints everything about the connection; to be called before the form of the settings. */
	public static function panel(): void {
		add_action( 'admin_footer', array( self::class, 'form' ) );
		$test = Connection::load( 'test' );
		$live = Connection::load( 'live' );
		echo '<div class="crypto-checkout-panel wc-settings-prevent-change-event">';
		// Whoever presses Enter in a field means that field, not the first button of the page.
		echo '<button type="submit" hidden form="' . esc_attr( self::FORM ) . '" name="crypto_checkout_do" value="enter"></button>';
		Notices::show();
		if ( $test->cloned() || $live->cloned() ) {
			self::which_site( $test->cloned() ? $test : $live );
		} else {
			self::platform( $test, $live );
			echo '<div class="crypto-checkout-cards">';
			( new Card( $test ) )->show();
			( new Card( $live ) )->show();
			echo '</div>';
			self::offer( $test, $live );
		}
		echo '</div>';
	}

	/** The form that the panel's fields and buttons belong to. */
	public static function form(): void {
		echo '<form id="' . esc_attr( self::FORM ) . '" method="post" action="' . esc_url( admin_url( 'admin-post.php' ) ) . '">';
		echo '<input type="hidden" name="action" value="' . esc_attr( Acts::ACTION ) . '">';
		wp_nonce_field( Acts::ACTION );
		echo '</form>';
	}

	/**
	 * One button of the panel.
	 *
	 * @param string $act   What it does, with its mode.
	 * @param string $text  What stands on it.
	 * @param bool   $first Whether it is the one to press.
	 */
	public static function button( string $act, string $text, bool $first = false ): void {
		echo '<button type="submit" class="button' . ( $first ? ' button-primary' : '' ) . '" form="' . esc_attr( self::FORM )
			. '" name="crypto_checkout_do" value="' . esc_attr( $act ) . '">' . esc_html( $text ) . '</button> ';
	}

	/**
	 * The platform's address: a field until the shop is connected, then only text.
	 *
	 * @param Connection $test The connection of test mode.
	 * @param Connection $live The connection of live mode.
	 */
	private static function platform( Connection $test, Connection $live ): void {
		if ( $test->connected() || $live->connected() ) {
			$url = $test->connected() ? $test->base_url() : $live->base_url();
			echo '<p>' . esc_html__( 'Platform:', 'crypto-checkout-for-woocommerce' ) . ' <a href="' . esc_url( $url ) . '">' . esc_html( $url ) . '</a>. '
				. esc_html__( 'To use another one, disconnect both modes first.', 'crypto-checkout-for-woocommerce' ) . '</p>';
			return;
		}
		echo '<p><label for="crypto-checkout-url">' . esc_html__( 'Address of your Crypto Checkout platform', 'crypto-checkout-for-woocommerce' ) . '</label>';
		echo '<input type="url" id="crypto-checkout-url" form="' . esc_attr( self::FORM ) . '" name="crypto_checkout_platform_url" value="'
			. esc_attr( Plugin::setting( 'platform_url' ) ) . '" placeholder="https://pay.example.com" aria-describedby="crypto-checkout-url-help"></p>';
		echo '<p class="description" id="crypto-checkout-url-help">' . esc_html__( 'Where you sign in to your dashboard. It begins with https://.', 'crypto-checkout-for-woocommerce' ) . '</p>';
	}

	/**
	 * Lets somebody who has connected switch the payment method on at once.
	 *
	 * @param Connection $test The connection of test mode.
	 * @param Connection $live The connection of live mode.
	 */
	private static function offer( Connection $test, Connection $live ): void {
		$used = 'live' === Plugin::mode() ? $live : $test;
		if ( 'yes' === Plugin::setting( 'enabled' ) || ! $used->connected() ) {
			return;
		}
		echo '<p>' . esc_html__( 'Customers are not offered to pay with crypto yet.', 'crypto-checkout-for-woocommerce' ) . '</p><p class="crypto-checkout-buttons">';
		self::button( 'offer:' . $used->mode(), __( 'Offer it at the checkout', 'crypto-checkout-for-woocommerce' ), true );
		echo '</p>';
	}

	/**
	 * Asks whether the site is a copy or has moved.
	 *
	 * @param Connection $connection One that was made at another address.
	 */
	private static function which_site( Connection $connection ): void {
		/* translators: 1: old address, 2: new address */
		$text = __( 'This shop was connected at %1$s and is now at %2$s. Until you say which it is, no payments are taken here and nothing is sent.', 'crypto-checkout-for-woocommerce' );
		echo '<div class="notice notice-error inline" role="alert"><p>' . esc_html( sprintf( $text, $connection->site(), Site::address() ) ) . '</p></div>';
		echo '<div class="crypto-checkout-cards"><section class="crypto-checkout-card"><h2>' . esc_html__( 'A copy, such as a test site', 'crypto-checkout-for-woocommerce' ) . '</h2><p>'
			. esc_html__( 'The shop that it was copied from keeps its connection. This site forgets it.', 'crypto-checkout-for-woocommerce' ) . '</p><p class="crypto-checkout-buttons">';
		self::button( 'copy', __( 'This is a copy: forget the connection here', 'crypto-checkout-for-woocommerce' ) );
		echo '</p></section><section class="crypto-checkout-card"><h2>' . esc_html__( 'The shop, at a new address', 'crypto-checkout-for-woocommerce' ) . '</h2><p>'
			. esc_html__( 'The connection stays, and the platform is told the new address. The old site must not take payments any more.', 'crypto-checkout-for-woocommerce' ) . '</p><p class="crypto-checkout-buttons">';
		self::button( 'moved', __( 'The shop has moved: keep the connection', 'crypto-checkout-for-woocommerce' ) );
		echo '</p></section></div>';
	}
}
