<?php
/**
 * What no webhook told.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Reads the platform's list of events from the last one that was seen, so that an event whose delivery got lost is worked on as well. */
final class CatchUp {

	/** The last event seen, by mode; an empty one is the beginning. */
	const OPTION = 'crypto_checkout_seen_';

	/** How many events a page holds. */
	const PAGE = 100;

	/** How many pages in one run; the next run reads on. */
	const PAGES = 10;

	/**
	 * Reads on, and has every event of this site worked on that is not known yet.
	 *
	 * @param Connection $connection Of the mode.
	 * @throws ApiProblem Where the platform did not answer.
	 */
	public static function run( Connection $connection ): void {
		$client = new ApiClient( $connection );
		$seen   = get_option( self::OPTION . $connection->mode() );
		if ( ! is_string( $seen ) ) {
			self::begin( $connection->mode(), $client );
			return;
		}
		for ( $page = 0; $page < self::PAGES; $page++ ) {
			$list = self::after( $seen, $connection->mode(), $client );
			foreach ( $list['data'] as $event ) {
				WebhookController::take( $event, $connection->mode() );
				$seen = (string) $event['id'];
			}
			update_option( self::OPTION . $connection->mode(), $seen, false );
			if ( count( $list['data'] ) < self::PAGE ) {
				return;
			}
		}
	}

	/**
	 * Begins at the newest event: what was sold before the shop was connected is none of its orders.
	 *
	 * @param string    $mode   test or live.
	 * @param ApiClient $client Of that mode.
	 * @throws ApiProblem Where the platform did not answer.
	 */
	private static function begin( string $mode, ApiClient $client ): void {
		$newest = $client->get(
			'/events',
			array(
				'order' => 'desc',
				'limit' => 1,
			)
		);
		update_option( self::OPTION . $mode, isset( $newest['data'][0]['id'] ) ? (string) $newest['data'][0]['id'] : '', false );
	}

	/**
	 * One page of events.
	 *
	 * @param string    $seen   The last event seen, or nothing.
	 * @param string    $mode   test or live.
	 * @param ApiClient $client Of that mode.
	 * @return array{data: array<array<string, mixed>>}
	 * @throws ApiProblem Where the platform did not answer.
	 */
	private static function after( string $seen, string $mode, ApiClient $client ): array {
		$query = array(
			'order' => 'asc',
			'limit' => self::PAGE,
		);
		try {
			$list = $client->get( '/events', '' === $seen ? $query : $query + array( 'startingAfter' => $seen ) );
		} catch ( ApiProblem $problem ) {
			if ( 400 === $problem->status() ) {
				// Another store is connected now, which does not know the event.
				delete_option( self::OPTION . $mode );
			}
			throw $problem;
		}
		return array( 'data' => isset( $list['data'] ) && is_array( $list['data'] ) ? $list['data'] : array() );
	}
}
