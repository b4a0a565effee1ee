<?php
/**
 * The webhook endpoint of a connection.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Makes, replaces, moves and deletes the endpoint at which the platform tells the shop what happens to payments. */
final class Endpoint {

	/** What the shop wants to hear of. */
	const EVENTS = array( 'session.detected', 'session.paid', 'session.paid_late', 'session.underpaid', 'session.overpaid', 'session.expired', 'session.failed', 'session.canceled', 'session.reverted', 'webhook.test' );

	/** For how long the old secret signs beside the new one, in seconds: a delivery may wait for a day and more. */
	const OVERLAP = 172800;

	/**
	 * Makes an endpoint and keeps its secret; the one before it is deleted afterwards, so that nothing is missed.
	 *
	 * @param Connection $connection Of which store and mode.
	 * @throws ApiProblem Where it cannot be made.
	 */
	public static function make( Connection $connection ): void {
		$old  = $connection->endpoint_id();
		$made = ( new ApiClient( $connection ) )->post(
			'/webhook_endpoints',
			array(
				'url'         => WebhookController::url( $connection->mode() ),
				'events'      => self::EVENTS,
				/* translators: %s: address of the shop */
				'description' => mb_substr( sprintf( __( 'WooCommerce at %s', 'crypto-checkout-for-woocommerce' ), Site::address() ), 0, 500 ),
			)
		);
		$connection->change(
			array(
				'endpoint_id' => (string) $made['id'],
				'secrets'     => self::secrets( (string) $made['secret'], $connection, self::OVERLAP ),
			)
		);
		if ( '' !== $old ) {
			self::delete( $connection, $old );
		}
	}

	/**
	 * Gets a new secret, while the old one signs too for some time.
	 *
	 * @param Connection $connection Of which store and mode.
	 * @throws ApiProblem Where it is refused.
	 */
	public static function rotate( Connection $connection ): void {
		$path  = '/webhook_endpoints/' . rawurlencode( $connection->endpoint_id() ) . '/rotate_secret';
		$given = ( new ApiClient( $connection ) )->post( $path, array( 'overlapSeconds' => self::OVERLAP ) );
		$connection->change( array( 'secrets' => self::secrets( (string) $given['secret'], $connection, self::OVERLAP ) ) );
	}

	/**
	 * Tells the platform where the shop is now, and switches the endpoint on.
	 *
	 * @param Connection $connection Of which store and mode.
	 * @throws ApiProblem Where it is refused.
	 */
	public static function move( Connection $connection ): void {
		( new ApiClient( $connection ) )->patch(
			'/webhook_endpoints/' . rawurlencode( $connection->endpoint_id() ),
			array(
				'url'     => WebhookController::url( $connection->mode() ),
				'enabled' => true,
			)
		);
	}

	/**
	 * Deletes one; that it is gone already is well.
	 *
	 * @param Connection $connection Of which store and mode.
	 * @param string     $id         The endpoint.
	 * @throws ApiProblem Where it is refused.
	 */
	public static function delete( Connection $connection, string $id ): void {
		try {
			( new ApiClient( $connection ) )->delete( '/webhook_endpoints/' . rawurlencode( $id ) );
		} catch ( ApiProblem $problem ) {
			if ( 404 !== $problem->status() ) {
				throw $problem;
			}
		}
	}

	/**
	 * The new secret first, then the one before it until it ends; older ones are dropped.
	 *
	 * @param string     $secret     The new one.
	 * @param Connection $connection Whose secrets they are.
	 * @param int        $overlap    For how long the old one is good, in seconds.
	 * @return array<array<string,mixed>> As the connection stores them.
	 */
	private static function secrets( string $secret, Connection $connection, int $overlap ): array {
		$kept = array(
			array(
				'secret' => $secret,
				'until'  => 0,
			),
		);
		foreach ( array_slice( $connection->webhook_secrets(), 0, 1 ) as $old ) {
			$kept[] = array(
				'secret' => $old,
				'until'  => Plugin::now() + $overlap,
			);
		}
		return $kept;
	}
}
