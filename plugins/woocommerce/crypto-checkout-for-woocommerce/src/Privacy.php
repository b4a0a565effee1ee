<?php
/**
 * What the plugin keeps of customers.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Exports and erases what orders hold of the platform, and suggests what the shop's privacy policy says of it. */
final class Privacy {

	/** How many orders are looked at in one step. */
	const STEP = 20;

	/** Orders that still wait for their payment; without what they hold it would not find them. */
	const WAITING = array( 'pending', 'on-hold' );

	/** Hooks WordPress' tools of privacy. */
	public static function register(): void {
		add_filter( 'wp_privacy_personal_data_exporters', array( self::class, 'exporter' ) );
		// Before WooCommerce's, which takes out the e-mail address that orders are found by.
		add_filter( 'wp_privacy_personal_data_erasers', array( self::class, 'eraser' ), 5 );
		add_action( 'admin_init', array( self::class, 'policy' ) );
	}

	/**
	 * Adds the exporter.
	 *
	 * @param array<string,array<string,mixed>> $all Those there are.
	 * @return array<string,array<string,mixed>>
	 */
	public static function exporter( array $all ): array {
		$all['crypto-checkout'] = array(
			'exporter_friendly_name' => __( 'Crypto payments', 'crypto-checkout-for-woocommerce' ),
			'callback'               => array( self::class, 'export' ),
		);
		return $all;
	}

	/**
	 * Adds the eraser, in front of those there are.
	 *
	 * @param array<string,array<string,mixed>> $all Those there are.
	 * @return array<string,array<string,mixed>>
	 */
	public static function eraser( array $all ): array {
		$ours = array(
			'eraser_friendly_name' => __( 'Crypto payments', 'crypto-checkout-for-woocommerce' ),
			'callback'             => array( self::class, 'erase' ),
		);
		return array( 'crypto-checkout' => $ours ) + $all;
	}

	/**
	 * One step of an export.
	 *
	 * @param string $email Whose.
	 * @param int    $page  The step, from 1.
	 * @return array{data:array<mixed>,done:bool}
	 */
	public static function export( $email, $page = 1 ): array {
		$orders = self::orders( (string) $email, (int) $page );
		$items  = array();
		foreach ( $orders as $order ) {
			$session = Orders::meta( $order, Orders::SESSION );
			if ( '' === $session ) {
				continue;
			}
			$items[] = array(
				'group_id'    => 'crypto-checkout',
				'group_label' => __( 'Crypto payments', 'crypto-checkout-for-woocommerce' ),
				'item_id'     => 'crypto-checkout-' . $order->get_id(),
				'data'        => array(
					self::item( __( 'Order', 'crypto-checkout-for-woocommerce' ), (string) $order->get_order_number() ),
					self::item( __( 'Checkout session at the payment platform', 'crypto-checkout-for-woocommerce' ), $session ),
				),
			);
		}
		return array(
			'data' => $items,
			'done' => count( $orders ) < self::STEP,
		);
	}

	/**
	 * One step of an erasure: as far as the shop lets orders be erased, and not of orders that wait for their payment.
	 *
	 * @param string $email Whose.
	 * @param int    $page  The step, from 1.
	 * @return array{items_removed:bool,items_retained:bool,messages:string[],done:bool}
	 */
	public static function erase( $email, $page = 1 ): array {
		$orders = self::orders( (string) $email, (int) $page );
		$answer = array(
			'items_removed'  => false,
			'items_retained' => false,
			'messages'       => array(),
			'done'           => count( $orders ) < self::STEP,
		);
		foreach ( $orders as $order ) {
			// As it is stored: what was copied from another order goes as well.
			if ( '' === (string) $order->get_meta( Orders::SESSION ) ) {
				continue;
			}
			if ( 'yes' !== get_option( 'woocommerce_erasure_request_removes_order_data', 'no' ) || $order->has_status( self::WAITING ) ) {
				$answer['items_retained'] = true;
				/* translators: %s: number of an order */
				$answer['messages'][] = sprintf( __( 'What order %s holds of its crypto payment is kept, because orders are kept or it waits for its payment.', 'crypto-checkout-for-woocommerce' ), $order->get_order_number() );
				continue;
			}
			self::clear( $order );
			$answer['items_removed'] = true;
		}
		return $answer;
	}

	/** What the shop's policy may say. */
	public static function policy(): void {
		if ( function_exists( 'wp_add_privacy_policy_content' ) ) {
			$text = __( 'Whoever pays with crypto is sent to the payment page of our Crypto Checkout platform. We send it the amount and the currency, the id, number and key of the order, and the addresses of the pages of our shop to come back to; neither a name nor an e-mail address. It sees the IP address of the visitor and, in a public blockchain, the addresses that the payment comes from and goes to; what stands in a blockchain cannot be erased. We keep the id of the payment with the order.', 'crypto-checkout-for-woocommerce' );
			wp_add_privacy_policy_content( 'Crypto Checkout for WooCommerce', '<p class="privacy-policy-tutorial">' . esc_html__( 'Say who runs the platform, and link its privacy policy.', 'crypto-checkout-for-woocommerce' ) . '</p><p>' . esc_html( $text ) . '</p>' );
		}
	}

	/**
	 * Some orders of a customer, whatever they were paid by: one that was paid otherwise in the end may have begun with crypto.
	 *
	 * @param string $email Whose.
	 * @param int    $page  The step, from 1.
	 * @return \WC_Order[]
	 */
	private static function orders( string $email, int $page ): array {
		if ( '' === $email || ! function_exists( 'wc_get_orders' ) ) {
			return array();
		}
		return wc_get_orders(
			array(
				'billing_email' => $email,
				'limit'         => self::STEP,
				'page'          => $page,
				'orderby'       => 'ID',
				'order'         => 'ASC',
			)
		);
	}

	/**
	 * Takes everything of the plugin's out of an order.
	 *
	 * @param \WC_Order $order Which one.
	 */
	private static function clear( \WC_Order $order ): void {
		foreach ( array_merge( array( Orders::OWNER ), Orders::FIELDS ) as $key ) {
			$order->delete_meta_data( $key );
		}
		$order->save();
	}

	/**
	 * One line of an export.
	 *
	 * @param string $name  What it is.
	 * @param string $value What it says.
	 * @return array{name:string,value:string}
	 */
	private static function item( string $name, string $value ): array {
		return array(
			'name'  => $name,
			'value' => $value,
		);
	}
}
