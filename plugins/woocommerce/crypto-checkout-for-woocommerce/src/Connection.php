<?php
/**
 * The connection of the shop with one store in one mode.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** What the shop keeps of one connection: tokens or a key, the webhook endpoint with its secrets, the store, and the site it was made on. */
final class Connection {

	const OPTION = 'crypto_checkout_connection_';

	/** A token is renewed this many seconds before it ends, so that it does not end on the way. */
	const MARGIN = 60;

	const NOTHING = array(
		'base_url'      => '',
		'client_id'     => '',
		'access_token'  => '',
		'refresh_token' => '',
		'expires_at'    => 0,
		'api_key'       => '',
		'ended'         => '',
		'endpoint_id'   => '',
		'secrets'       => array(),
		'store_name'    => '',
		'site'          => array(),
		'connected_at'  => 0,
	);

	/** The mode: test or live. @var string */
	private $mode;

	/** As stored. @var array<string,mixed> */
	private $data;

	/**
	 * A connection as it is stored.
	 *
	 * @param string       $mode The mode: test or live.
	 * @param array<mixed> $data As stored.
	 */
	private function __construct( string $mode, array $data ) {
		$this->mode = 'live' === $mode ? 'live' : 'test';
		$this->data = array_merge( self::NOTHING, array_intersect_key( $data, self::NOTHING ) );
	}

	/**
	 * The connection of a mode, which may be none.
	 *
	 * @param string $mode The mode: test or live.
	 */
	public static function load( string $mode ): self {
		$data = get_option( self::OPTION . $mode );
		return new self( $mode, is_array( $data ) ? $data : array() );
	}

	/**
	 * A new connection of this site.
	 *
	 * @param string       $mode The mode: test or live.
	 * @param array<mixed> $data What is known of it.
	 */
	public static function made( string $mode, array $data ): self {
		return new self(
			$mode,
			$data + array(
				'site'         => Site::mark(),
				'connected_at' => Plugin::now(),
			)
		);
	}

	/** The mode: test or live. */
	public function mode(): string {
		return $this->mode;
	}

	/** Whether there is a connection that the platform has not refused. */
	public function connected(): bool {
		return '' === $this->data['ended'] && $this->exists();
	}

	/** Whether payments can be taken by it: it is connected, and this site is the one it was made on. */
	public function usable(): bool {
		return $this->connected() && ! $this->cloned();
	}

	/** Whether anything is stored, a connection that has ended included. */
	public function exists(): bool {
		return '' !== $this->data['api_key'] || '' !== $this->data['refresh_token'];
	}

	/** Whether the site's address is another than when it was connected: a copy, or the shop has moved. */
	public function cloned(): bool {
		return $this->exists() && ! Site::is( $this->data['site'] );
	}

	/** Why it ended, in the platform's words; nothing while it stands. */
	public function ended(): string {
		return $this->data['ended'];
	}

	/** Whether it works by a pasted key and not by a consent. */
	public function by_key(): bool {
		return '' !== $this->data['api_key'];
	}

	/** The platform's address, without a slash at the end. */
	public function base_url(): string {
		return $this->data['base_url'];
	}

	/** The client as which the shop was registered; nothing with a key. */
	public function client_id(): string {
		return $this->data['client_id'];
	}

	/** The access token as it is stored; bearer() is what calls are made with. */
	public function access_token(): string {
		return $this->data['access_token'];
	}

	/** What ends the connection when it is revoked; nothing with a key. */
	public function refresh_token(): string {
		return $this->data['refresh_token'];
	}

	/** The webhook endpoint's id; nothing where there is none. */
	public function endpoint_id(): string {
		return $this->data['endpoint_id'];
	}

	/** The name of the connected store. */
	public function store_name(): string {
		return $this->data['store_name'];
	}

	/** When it was made, in unix seconds. */
	public function connected_at(): int {
		return (int) $this->data['connected_at'];
	}

	/** The address of the site that it was made on. */
	public function site(): string {
		return Site::address_in( $this->data['site'] );
	}

	/**
	 * The secrets that sign deliveries at the moment, the newest first.
	 *
	 * @return string[] Empty where there is no endpoint.
	 */
	public function webhook_secrets(): array {
		$valid = array();
		foreach ( $this->data['secrets'] as $one ) {
			if ( 0 === $one['until'] || $one['until'] > Plugin::now() ) {
				$valid[] = $one['secret'];
			}
		}
		return $valid;
	}

	/**
	 * The token or key for the next call; a token about to end is renewed first.
	 *
	 * @throws ApiProblem Where the connection has ended, cannot be renewed now, or is not this site's: a copy must not act for the shop.
	 */
	public function bearer(): string {
		if ( $this->cloned() ) {
			throw new ApiProblem( 0, 'site_cloned', __( 'The address of this site has changed since it was connected. Say in the settings of the payment method whether it is a copy or has moved.', 'crypto-checkout-for-woocommerce' ) );
		}
		$this->require_standing();
		if ( $this->by_key() ) {
			return $this->data['api_key'];
		}
		if ( $this->lasts( self::MARGIN ) ) {
			return $this->data['access_token'];
		}
		return Renewal::token( $this, $this->data['access_token'] );
	}

	/**
	 * Whether the access token still works after some time.
	 *
	 * @param int $seconds How much time.
	 */
	public function lasts( int $seconds ): bool {
		return $this->data['expires_at'] - $seconds > Plugin::now();
	}

	/**
	 * Whether this is the token or key that is stored.
	 *
	 * @param string $bearer What was shown.
	 */
	public function holds( string $bearer ): bool {
		return '' !== $bearer && in_array( $bearer, array( $this->data['api_key'], $this->data['access_token'] ), true );
	}

	/**
	 * Changes what is stored, on top of what others stored meanwhile; what was forgotten meanwhile stays forgotten.
	 *
	 * @param array<string,mixed> $changes The fields.
	 * @throws ApiProblem Where it cannot be stored.
	 */
	public function change( array $changes ): void {
		$this->locked(
			function () use ( $changes ): void {
				if ( $this->exists() ) {
					$this->data = array_merge( $this->data, array_intersect_key( $changes, self::NOTHING ) );
					$this->save();
				}
			}
		);
	}

	/**
	 * Takes the place of whatever was stored for the mode.
	 *
	 * @param array<string,mixed> $learnt What was learnt of it since it was made.
	 * @throws ApiProblem Where it cannot be stored.
	 */
	public function keep( array $learnt ): void {
		$data = array_merge( $this->data, array_intersect_key( $learnt, self::NOTHING ) );
		$this->locked(
			function () use ( $data ): void {
				$this->data = $data;
				$this->save();
			}
		);
	}

	/** Forgets everything that is stored, and tells the platform nothing. */
	public function forget(): void {
		delete_option( self::OPTION . $this->mode );
		$this->data = self::NOTHING;
	}

	/**
	 * Runs work on the stored state as it is now, while no other process changes it.
	 *
	 * @param callable $work What to do.
	 * @return mixed What it returns.
	 * @throws ApiProblem Where another process keeps it for too long.
	 */
	public function locked( callable $work ) {
		try {
			return OrderLock::run(
				'token-' . $this->mode,
				function () use ( $work ) {
					$this->data = Stored::fresh( self::OPTION . $this->mode ) + self::NOTHING;
					return $work();
				}
			);
		} catch ( LockBusy $busy ) {
			throw new ApiProblem( 0, 'busy', $busy->getMessage() );
		}
	}

	/**
	 * Writes it.
	 *
	 * @throws ApiProblem Where the database does not take it.
	 */
	private function save(): void {
		$this->data['site'] = Site::renewed( $this->data['site'] );
		if ( ! Stored::write( self::OPTION . $this->mode, $this->data ) ) {
			throw new ApiProblem( 0, 'not_stored', __( 'The connection could not be stored in the database of the shop.', 'crypto-checkout-for-woocommerce' ) );
		}
	}

	/**
	 * Refuses where there is nothing to call with.
	 *
	 * @throws ApiProblem With status 401.
	 */
	public function require_standing(): void {
		if ( ! $this->connected() ) {
			throw new ApiProblem( 401, 'connection_ended', __( 'The shop is not connected to Crypto Checkout any more. Connect it again in the settings of the payment method.', 'crypto-checkout-for-woocommerce' ) );
		}
	}
}
