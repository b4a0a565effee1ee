<?php
/**
 * What the plugin says in the administration.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Keeps what is said after an act until the next page shows it, and says on every page what stops payments. */
final class Notices {

	const FLASH = '_crypto_checkout_notices';

	/** Hooks what is said on every page. */
	public static function register(): void {
		add_action( 'admin_notices', array( self::class, 'standing' ) );
	}

	/**
	 * To be shown once, to whoever is acting.
	 *
	 * @param string $kind success, info, warning or error.
	 * @param string $text Plain text.
	 */
	public static function flash( string $kind, string $text ): void {
		$kept   = get_user_meta( get_current_user_id(), self::FLASH, true );
		$kept   = is_array( $kept ) ? $kept : array();
		$kept[] = array( $kind, $text );
		update_user_meta( get_current_user_id(), self::FLASH, array_slice( $kept, -5 ) );
	}

	/** Prints what was kept, and forgets it. */
	public static function show(): void {
		$kept = get_user_meta( get_current_user_id(), self::FLASH, true );
		delete_user_meta( get_current_user_id(), self::FLASH );
		foreach ( is_array( $kept ) ? $kept : array() as $one ) {
			$role = 'error' === $one[0] ? 'alert' : 'status';
			echo '<div class="notice inline notice-' . esc_attr( $one[0] ) . '" role="' . esc_attr( $role ) . '"><p>' . esc_html( $one[1] ) . '</p></div>';
		}
	}

	/** Says that the site was copied or moved, or that the connection has ended, to whoever may do something about it. */
	public static function standing(): void {
		if ( ! current_user_can( 'manage_woocommerce' ) || Admin::is_shown() ) {
			return;
		}
		$text = '';
		foreach ( array( 'test', 'live' ) as $mode ) {
			$connection = Connection::load( $mode );
			if ( $connection->cloned() ) {
				$text = __( 'The address of this site has changed, so Crypto Checkout takes no payments here. Say whether this is a copy or the shop has moved.', 'crypto-checkout-for-woocommerce' );
			} elseif ( '' === $text && Plugin::mode() === $mode && '' !== $connection->ended() ) {
				$text = __( 'Crypto Checkout takes no payments, because the connection of the shop has ended. Connect it again.', 'crypto-checkout-for-woocommerce' );
			}
		}
		if ( '' !== $text ) {
			echo '<div class="notice notice-error"><p>' . esc_html( $text ) . ' <a href="' . esc_url( Admin::url() ) . '">'
				. esc_html__( 'Open the settings of Crypto Checkout', 'crypto-checkout-for-woocommerce' ) . '</a></p></div>';
		}
	}
}
