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

	/** Hooks the column into both lists of orders, and the notice into the order's page. */
	public static function register(): void {
		foreach ( array( 'manage_woocommerce_page_wc-orders_columns', 'manage_edit-shop_order_columns' ) as $columns ) {
			add_filter( $columns, array( self::class, 'column' ), 20 );
		}
		foreach ( array( 'manage_woocommerce_page_wc-orders_custom_column', 'manage_shop_order_posts_custom_column' ) as $cell ) {
			add_action( $cell, array( self::class, 'cell' ), 10, 2 );
		}
		add_action( 'woocommerce_admin_order_data_after_order_details', array( self::class, 'notice' ) );
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
			echo '<span class="crypto-checkout-attention" title="' . esc_attr( $text ) . '">' . esc_html( wp_html_excerpt( $text, 60, '…' ) ) . '</span>';
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
			echo '<p class="form-field form-field-wide crypto-checkout-attention"><strong>' . esc_html( $text ) . '</strong></p>';
		}
	}
}
