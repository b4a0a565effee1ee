<?php
/**
 * Whether the shop hears of its payments.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Keeps when the last delivery came and what became of it, and asks the platform how it sees the shop's endpoint. */
final class Health {

	const OPTION = 'crypto_checkout_health_';

	/** A refusal is noted again after this many seconds, whatever its reason: anybody may post to the route. */
	const QUIET_SECONDS = 30;

	/** How long the platform is waited for while a page is made, in seconds. */
	const PATIENCE = 4;

	/** How long a test event is waited for, in seconds. */
	const TEST_SECONDS = 10;

	const NOTHING = array(
		'taken_at'   => 0,
		'refused_at' => 0,
		'reason'     => '',
	);

	/**
	 * Notes a delivery.
	 *
	 * @param string $mode   The mode of the route that it came to.
	 * @param bool   $taken  Whether it was taken.
	 * @param string $reason Why not, in words; nothing where it was.
	 */
	public static function delivery( string $mode, bool $taken, string $reason ): void {
		$now  = Plugin::now();
		$last = self::last( $mode );
		if ( $taken ) {
			$last['taken_at'] = $now;
		} elseif ( abs( $now - $last['refused_at'] ) < self::QUIET_SECONDS ) {
			return;
		} else {
			$last['refused_at'] = $now;
			$last['reason']     = mb_substr( $reason, 0, 300 );
		}
		Stored::write( self::OPTION . $mode, $last );
	}

	/**
	 * When a delivery was last taken, and when and why one was last refused; unix seconds, 0 for never.
	 *
	 * @param string $mode The mode: test or live.
	 * @return array{taken_at:int,refused_at:int,reason:string}
	 */
	public static function last( string $mode ): array {
		return array_merge( self::NOTHING, array_intersect_key( Stored::fresh( self::OPTION . $mode ), self::NOTHING ) );
	}

	/**
	 * Forgets what came.
	 *
	 * @param string $mode The mode: test or live.
	 */
	public static function forget( string $mode ): void {
		delete_option( self::OPTION . $mode );
	}

	/**
	 * How the platform sees the endpoint.
	 *
	 * @param Connection $connection One that is usable.
	 * @return array{problem:string,endpoint:?array<mixed>,delivery:?array<mixed>} The problem is why it could not be asked.
	 */
	public static function platform_view( Connection $connection ): array {
		$view = array(
			'problem'  => '',
			'endpoint' => null,
			'delivery' => null,
		);
		if ( '' === $connection->endpoint_id() ) {
			return $view;
		}
		try {
			$client           = new ApiClient( $connection, self::PATIENCE );
			$view['endpoint'] = $client->get( '/webhook_endpoints/' . rawurlencode( $connection->endpoint_id() ) );
			$deliveries       = $client->get(
				'/webhook_deliveries',
				array(
					'endpointId' => $connection->endpoint_id(),
					'limit'      => 1,
				)
			);
			$view['delivery'] = isset( $deliveries['data'][0] ) ? $deliveries['data'][0] : null;
		} catch ( ApiProblem $problem ) {
			$view['problem'] = $problem->getMessage();
		}
		return $view;
	}

	/**
	 * Has the platform send a test event, and waits until it has arrived or failed.
	 *
	 * @param Connection $connection Of which store and mode.
	 * @return string[] The kind of notice and its text.
	 * @throws ApiProblem Where the platform did not send one.
	 */
	public static function send_test( Connection $connection ): array {
		$client   = new ApiClient( $connection );
		$delivery = $client->post( '/webhook_endpoints/' . rawurlencode( $connection->endpoint_id() ) . '/test' );
		$deadline = time() + self::TEST_SECONDS;
		while ( 'pending' === $delivery['state'] && 0 === $delivery['attemptCount'] && time() < $deadline ) {
			usleep( 300000 );
			$delivery = $client->get( '/webhook_deliveries/' . rawurlencode( (string) $delivery['id'] ) );
		}
		if ( 'delivered' === $delivery['state'] ) {
			return array( 'success', __( 'The test event arrived: the platform can tell the shop about payments.', 'crypto-checkout-for-woocommerce' ) );
		}
		if ( 0 === $delivery['attemptCount'] ) {
			return array( 'warning', __( 'The test event was sent but has not arrived within ten seconds. Look at this page again in a minute.', 'crypto-checkout-for-woocommerce' ) );
		}
		/* translators: %s: reason */
		$text = __( 'The test event did not arrive: %s Check whether a firewall, a password in front of the site or a security plugin keeps the platform out.', 'crypto-checkout-for-woocommerce' );
		return array( 'error', sprintf( $text, self::failure( $delivery ) ) );
	}

	/**
	 * Why a delivery failed, as the platform saw it.
	 *
	 * @param array<mixed> $delivery From the platform.
	 */
	public static function failure( array $delivery ): string {
		if ( isset( $delivery['lastResponseStatus'] ) ) {
			/* translators: %d: HTTP status */
			return sprintf( __( 'the shop answered with status %d.', 'crypto-checkout-for-woocommerce' ), $delivery['lastResponseStatus'] );
		}
		return isset( $delivery['lastError'] ) ? rtrim( (string) $delivery['lastError'], '.' ) . '.' : '';
	}
}
