<?php
/**
 * Where the platform's events arrive.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

use CryptoCheckout\Sdk\WebhookSignature;

defined( 'ABSPATH' ) || exit;

/** Takes an event: proves it, keeps it and answers. What it means for an order is found out afterwards, in a process of its own. */
final class WebhookController {

	const SPACE = 'crypto-checkout/v1';

	/** An event holds one object; in bytes. */
	const LONGEST_BODY = 262144;

	/** Hooks the route in. */
	public static function register(): void {
		add_action( 'rest_api_init', array( self::class, 'route' ) );
	}

	/**
	 * Where events of a mode are to be sent.
	 *
	 * @param string $mode test or live.
	 */
	public static function url( string $mode ): string {
		return rest_url( self::SPACE . '/webhook/' . $mode );
	}

	/** Declares the route. Everybody may call it: the signature tells who did. */
	public static function route(): void {
		register_rest_route(
			self::SPACE,
			'/webhook/(?P<mode>test|live)',
			array(
				'methods'             => 'POST',
				'callback'            => array( self::class, 'receive' ),
				'permission_callback' => '__return_true',
			)
		);
	}

	/**
	 * One delivery.
	 *
	 * @param \WP_REST_Request $request What arrived.
	 */
	public static function receive( \WP_REST_Request $request ): \WP_REST_Response {
		// Of the address alone: what is posted comes before it where one asks the request as a whole.
		$address = $request->get_url_params();
		$mode    = isset( $address['mode'] ) && 'live' === $address['mode'] ? 'live' : 'test';
		try {
			list( $status, $reason ) = self::judge( $request, $mode );
		} catch ( \Throwable $problem ) {
			// Anything but a 2xx is sent again.
			Plugin::log( 'error', 'An event could not be taken: ' . $problem->getMessage() );
			$status = 500;
			$reason = 'not_kept';
		}
		self::tell( $mode, $status, $reason );
		return new \WP_REST_Response( $status < 300 ? array( 'received' => true ) : array( 'error' => $reason ), $status );
	}

	/**
	 * Proves it and keeps it.
	 *
	 * @param \WP_REST_Request $request What arrived.
	 * @param string           $mode    The connection that it is for.
	 * @return array{int, string} The status to answer, and why it was refused.
	 */
	private static function judge( \WP_REST_Request $request, string $mode ): array {
		$body = (string) $request->get_body();
		if ( strlen( $body ) > self::LONGEST_BODY ) {
			return array( 413, 'too_large' );
		}
		$secrets = Connection::load( $mode )->webhook_secrets();
		if ( array() === $secrets ) {
			return array( 401, 'not_connected' );
		}
		$header  = (string) $request->get_header( 'x_webhook_signature' );
		$refusal = WebhookSignature::refusal( $body, $header, $secrets, Plugin::now() );
		if ( WebhookSignature::VALID !== $refusal ) {
			return array( 401, $refusal );
		}
		$event = json_decode( $body, true );
		if ( ! is_array( $event ) || 'event' !== OrderMatch::text( $event, 'object' ) || 1 !== preg_match( '/\A\w{1,64}\z/', OrderMatch::text( $event, 'id' ) ) ) {
			return array( 400, 'not_an_event' );
		}
		self::take( $event, $mode );
		return array( 200, '' );
	}

	/**
	 * Keeps an event of a session, and has it worked on; all others are only received.
	 *
	 * @param array<string, mixed> $event The event.
	 * @param string               $mode  The connection that it is for.
	 */
	public static function take( array $event, string $mode ): void {
		$data     = isset( $event['data'] ) && is_array( $event['data'] ) ? $event['data'] : array();
		$metadata = isset( $data['metadata'] ) && is_array( $data['metadata'] ) ? $data['metadata'] : array();
		$type     = OrderMatch::text( $event, 'type' );
		$session  = OrderMatch::text( $data, 'id' );
		$order    = OrderMatch::text( $metadata, 'orderId' );
		// Samples say that they are of test mode wherever they are sent, and the store's other sales are none of the site's.
		$livemode = isset( $event['livemode'] ) ? $event['livemode'] : null;
		$ours     = ( 'live' === $mode ) === $livemode && OrderMatch::text( $metadata, 'siteId' ) === Site::id() && ctype_digit( $order );
		if ( 0 !== strpos( $type, 'session.' ) || ! $ours || 1 !== preg_match( '/\A\w{1,64}\z/', $session ) ) {
			return;
		}
		$kept = array(
			'id'       => $event['id'],
			'mode'     => $mode,
			'type'     => substr( $type, 0, 64 ),
			'session'  => $session,
			'order'    => (int) $order,
			'sequence' => isset( $event['sequence'] ) ? (int) $event['sequence'] : 0,
		);
		if ( EventStore::keep( $kept ) ) {
			EventProcessor::enqueue( $event['id'] );
		}
	}

	/**
	 * Tells the health panel; a panel that cannot be told is no reason to have the event sent again.
	 *
	 * @param string $mode   The connection.
	 * @param int    $status What was answered.
	 * @param string $reason Why it was refused, or nothing.
	 */
	private static function tell( string $mode, int $status, string $reason ): void {
		$words = self::words();
		try {
			Health::delivery( $mode, $status < 300, isset( $words[ $reason ] ) ? $words[ $reason ] : $reason );
		} catch ( \Throwable $problem ) {
			Plugin::log( 'warning', 'A delivery could not be noted: ' . $problem->getMessage() );
		}
	}

	/**
	 * The refusals for people.
	 *
	 * @return array<string, string>
	 */
	private static function words(): array {
		return array(
			'too_large'                          => __( 'It was too large for an event.', 'crypto-checkout-for-woocommerce' ),
			'not_connected'                      => __( 'This mode is not connected, so nothing can prove who sent it.', 'crypto-checkout-for-woocommerce' ),
			'not_an_event'                       => __( 'It was signed, but it was no event.', 'crypto-checkout-for-woocommerce' ),
			'not_kept'                           => __( 'The shop failed to keep it; the platform sends it again. See the log of WooCommerce.', 'crypto-checkout-for-woocommerce' ),
			WebhookSignature::MALFORMED          => __( 'Its signature was missing or unreadable. Something in front of the shop may have removed the header X-Webhook-Signature.', 'crypto-checkout-for-woocommerce' ),
			WebhookSignature::OUTSIDE_TOLERANCE  => __( 'It was signed more than five minutes ago or in the future. Check the clock of this server.', 'crypto-checkout-for-woocommerce' ),
			WebhookSignature::MISMATCH           => __( 'Its signature did not match: somebody else sent it, or its secret was changed. Press "Register the webhook again" above.', 'crypto-checkout-for-woocommerce' ),
		);
	}
}
