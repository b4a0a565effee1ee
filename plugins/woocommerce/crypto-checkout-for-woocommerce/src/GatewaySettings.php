<?php
/**
 * The settings of the payment method.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** The form that the merchant fills in, and what it means where a status has gone with the plugin that had made it. */
final class GatewaySettings {

	/** The settings that name the status of an order. */
	const STATUSES = array( 'order_status_detected', 'order_status_underpaid', 'order_status_expired' );

	/** Final states are reached by a payment or by people, never by waiting. */
	const NEVER = array( 'processing', 'completed', 'refunded', 'checkout-draft' );

	/**
	 * The merchant's choices, as the status map takes them.
	 *
	 * @return array<string, string>
	 */
	public static function status_map(): array {
		$map = array( 'complete_paid_late' => 'no' === Plugin::setting( 'complete_paid_late' ) ? 'no' : 'yes' );
		foreach ( self::STATUSES as $key ) {
			$known       = self::choices( $key );
			$chosen      = Plugin::setting( $key );
			$map[ $key ] = isset( $known[ $chosen ] ) ? $chosen : Plugin::DEFAULTS[ $key ];
		}
		return $map;
	}

	/**
	 * The statuses that an order may wait in; a cancelled order waits for nothing.
	 *
	 * @param string $key For which of the settings.
	 * @return array<string, string> Their titles by name, without "wc-".
	 */
	private static function choices( string $key ): array {
		$choices = array();
		$never   = 'order_status_expired' === $key ? self::NEVER : array_merge( self::NEVER, array( 'cancelled' ) );
		foreach ( wc_get_order_statuses() as $name => $title ) {
			$bare = 0 === strpos( (string) $name, 'wc-' ) ? substr( (string) $name, 3 ) : (string) $name;
			if ( ! in_array( $bare, $never, true ) ) {
				$choices[ $bare ] = (string) $title;
			}
		}
		return $choices;
	}

	/**
	 * The form, as WooCommerce draws it.
	 *
	 * @return array<string, array<string, mixed>>
	 */
	public static function fields(): array {
		return self::method_fields() + self::order_fields();
	}

	/** What the customer sees; where it is paid is the panel's above the form. */
	private static function method_fields(): array {
		return array(
			'enabled'     => array(
				'title'   => __( 'Enable', 'crypto-checkout-for-woocommerce' ),
				'type'    => 'checkbox',
				'label'   => __( 'Offer crypto at the checkout', 'crypto-checkout-for-woocommerce' ),
				'default' => Plugin::DEFAULTS['enabled'],
			),
			'title'       => array(
				'title'       => __( 'Title', 'crypto-checkout-for-woocommerce' ),
				'type'        => 'text',
				'description' => __( 'What the customer chooses.', 'crypto-checkout-for-woocommerce' ),
				'default'     => __( 'Pay with crypto', 'crypto-checkout-for-woocommerce' ),
			),
			'description' => array(
				'title'       => __( 'Description', 'crypto-checkout-for-woocommerce' ),
				'type'        => 'textarea',
				'description' => __( 'Shown once the customer has chosen it.', 'crypto-checkout-for-woocommerce' ),
				'default'     => __( 'You pay from your own wallet, on the page that opens next.', 'crypto-checkout-for-woocommerce' ),
			),
			'mode'        => array(
				'title'       => __( 'Mode', 'crypto-checkout-for-woocommerce' ),
				'type'        => 'select',
				'description' => __( 'Each mode has its own connection. In test mode no real money moves.', 'crypto-checkout-for-woocommerce' ),
				'options'     => array(
					'test' => __( 'Test', 'crypto-checkout-for-woocommerce' ),
					'live' => __( 'Live', 'crypto-checkout-for-woocommerce' ),
				),
				'default'     => Plugin::DEFAULTS['mode'],
			),
		);
	}

	/** What a payment does to its order. */
	private static function order_fields(): array {
		$titles = array(
			'order_status_detected'  => __( 'When a payment is seen, but not confirmed yet', 'crypto-checkout-for-woocommerce' ),
			'order_status_underpaid' => __( 'When less than the amount has arrived', 'crypto-checkout-for-woocommerce' ),
			'order_status_expired'   => __( 'When the time ran out and nothing arrived', 'crypto-checkout-for-woocommerce' ),
		);
		$fields = array();
		foreach ( self::STATUSES as $key ) {
			$fields[ $key ] = array(
				'title'   => $titles[ $key ],
				'type'    => 'select',
				'options' => self::choices( $key ),
				'default' => Plugin::DEFAULTS[ $key ],
			);
		}
		$fields['order_status_detected']['description'] = __( 'WooCommerce cancels pending orders after a while, but not orders on hold.', 'crypto-checkout-for-woocommerce' );
		$fields['order_status_expired']['description']  = __( 'A failed order can be paid again by the customer; a cancelled one cannot.', 'crypto-checkout-for-woocommerce' );
		$fields['complete_paid_late']                   = array(
			'title'       => __( 'Late payments', 'crypto-checkout-for-woocommerce' ),
			'type'        => 'checkbox',
			'label'       => __( 'Take a payment that is confirmed after its time, or after the order was cancelled', 'crypto-checkout-for-woocommerce' ),
			'description' => __( 'Otherwise the order is put on hold, with a note, for you to decide.', 'crypto-checkout-for-woocommerce' ),
			'default'     => Plugin::DEFAULTS['complete_paid_late'],
		);
		return $fields;
	}
}
