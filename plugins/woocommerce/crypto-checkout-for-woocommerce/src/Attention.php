<?php
/**
 * What the merchant is to look at.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** A column of the list of orders that says at which of them the merchant is to look, and why; the order's page tells it in full. */
final class Attention {

	const COLUMN = 'crypto_checkout';

	/** The lists of orders and their pages, of both kinds of storage. */
	const SCREENS = array( 'woocommerce_page_wc-orders', 'edit-shop_order', 'shop_order' );

	/** How much of the sentence the list shows, in characters. */
	const SHOWN = 60;

	/** Hooks the column into both lists of orders, and the notice into the order's page. */
	public static function register(): void {
		foreach ( array( 'manage_woocommerce_page_wc-orders_columns', 'manage_edit-shop_order_columns' ) as $columns ) {
			add_filter( $columns, array( self::class, 'column' ), 20 );
		}
		foreach ( array( 'manage_woocommerce_page_wc-orders_custom_column', 'manage_shop_order_posts_custom_column' ) as $cell ) {
			add_action( $cell, array( self::class, 'cell' ), 10, 2 );
		}
		add_action( 'woocommerce_admin_order_data_after_order_details', array( self::class, 'notice' ) );
		add_action( 'admin_enqueue_scripts', array( self::class, 'style' ) );
	}

	/** Loads the looks of column and notice, where they are. */
	public static function style(): void {
		$screen = get_current_screen();
		if ( null !== $screen && in_array( $screen->id, self::SCREENS, true ) ) {
			Admin::looks();
		}
	}

	/**
	 * Adds the column behind the status.
	 *
	 * @param array<string, string> $columns Their titles by name.
	 * @return array<string, string>
	 */
	public static function column( $columns ): array {
		$columns = (array) $columns;
		$place   = array_search( 'order_status', array_keys( $columns ), true );
		$place   = false === $place ? count( $columns ) : $place + 1;
		$own     = array( self::COLUMN => __( 'Crypto', 'crypto-checkout-for-woocommerce' ) );
		return array_slice( $columns, 0, $place, true ) + $own + array_slice( $columns, $place, null, true );
	}

	/**
	 * Prints one order's cell.
	 *
	 * @param string        $column Its name.
	 * @param \WC_Order|int $order  The order, or its id in the older list.
	 */
	public static function cell( $column, $order ): void {
		$order = self::COLUMN === $column ? wc_get_order( $order ) : false;
		$text  = $order instanceof \WC_Order ? Orders::meta( $order, Orders::ATTENTION ) : '';
		if ( '' !== $text ) {
			$brief = wp_html_excerpt( OrderNotes::without_mode( $text ), self::SHOWN, '…' );
			echo '<span class="crypto-checkout-attention" title="' . esc_attr( $text ) . '">' . esc_html( $brief ) . '</span>';
		}
	}

	/**
	 * Prints what is to be looked at on the order's own page.
	 *
	 * @param mixed $order The order.
	 */
	public static function notice( $order ): void {
		$text = $order instanceof \WC_Order ? Orders::meta( $order, Orders::ATTENTION ) : '';
		if ( '' !== $text ) {
			echo '<div class="notice notice-warning inline crypto-checkout-attention"><p>' . esc_html( $text ) . '</p></div>';
		}
	}
}
