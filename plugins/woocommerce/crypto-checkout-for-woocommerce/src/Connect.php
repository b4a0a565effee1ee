<?php
/**
 * How a shop is connected.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Connects the shop with a store: by the consent of whoever owns it (authorization code with PKCE), or by a pasted key. */
final class Connect {

	/** How long somebody may take to agree, in seconds. */
	const SECONDS = 600;

	/** What a person's pending connection is kept under, in front of the mode. */
	const PENDING = '_crypto_checkout_connecting_';

	/** The store that the shop was last connected to, under the mode; it is known beyond the connection. */
	const STORE = 'crypto_checkout_store_';

	/** What a key must allow, and a request by which that is seen and nothing changed: the session that is cancelled is none. */
	const NEEDED = array(
		'store:read'     => 'GET /store',
		'events:read'    => 'GET /events?limit=1',
		'sessions:read'  => 'GET /checkout_sessions?limit=1',
		'sessions:write' => 'POST /checkout_sessions/cs_00000000000000000000000000/cancel',
	);

	/** Hooks the way back. */
	public static function register(): void {
		add_action( 'admin_post_' . Registration::CALLBACK, array( Callback::class, 'answer' ) );
		add_action( 'admin_post_nopriv_' . Registration::CALLBACK, 'auth_redirect' );
	}

	/**
	 * Sends the browser to the platform, or back with the reason why not.
	 *
	 * @param string $mode     The mode: test or live.
	 * @param string $base_url The platform.
	 * @param string $token    A one-time token for the registration, or nothing.
	 */
	public static function leave( string $mode, string $base_url, string $token ): void {
		try {
			$page = self::start( $mode, $base_url, $token );
		} catch ( ApiProblem $problem ) {
			Notices::flash( 'error', self::why_not( $problem ) );
			Admin::go( Admin::url() );
		}
		Admin::go( $page );
	}

	/**
	 * Connects by a key that somebody pasted.
	 *
	 * @param string $mode     The mode that it is wanted for: test or live.
	 * @param string $base_url The platform.
	 * @param string $key      The key.
	 * @throws ApiProblem Where it is refused.
	 */
	public static function with_key( string $mode, string $base_url, string $key ): void {
		self::require_place( $base_url );
		if ( 1 !== preg_match( '/^ck_(test|live)_[A-Za-z0-9_\-]{8,200}$/', $key, $is ) ) {
			throw new ApiProblem( 0, 'key_unreadable', __( 'This is no API key. A key begins with ck_test_ or ck_live_; copy it whole.', 'crypto-checkout-for-woocommerce' ) );
		}
		if ( $is[1] !== $mode ) {
			throw new ApiProblem( 0, 'key_of_other_mode', self::other_mode( $mode ) );
		}
		self::require_permissions( $base_url, $key );
		self::complete(
			Connection::made(
				$mode,
				array(
					'base_url' => $base_url,
					'api_key'  => $key,
				)
			),
			$key
		);
	}

	/**
	 * Refuses a key with which orders could not be paid or brought up to date. Webhooks are not asked for: a shop that the platform cannot
	 * reach has none.
	 *
	 * @param string $base_url The platform.
	 * @param string $key      The key.
	 * @throws ApiProblem With the permissions that are missing.
	 */
	private static function require_permissions( string $base_url, string $key ): void {
		$missing = array();
		foreach ( self::NEEDED as $permission => $request ) {
			list( $method, $path ) = explode( ' ', $request );
			try {
				Http::json( $method, $base_url . '/api/v1' . $path, array( 'Authorization' => 'Bearer ' . $key ) );
			} catch ( ApiProblem $problem ) {
				if ( 'permission_missing' === $problem->code_name() ) {
					$missing[] = $permission;
				} elseif ( ApiProblem::NOT_FOUND !== $problem->code_name() ) {
					throw $problem;
				}
			}
		}
		if ( array() !== $missing ) {
			/* translators: %s: list of permissions */
			$text = __( 'This key lacks permissions that the shop needs: %s. Make a key that has them too. Nothing was connected.', 'crypto-checkout-for-woocommerce' );
			throw new ApiProblem( 403, 'permission_missing', sprintf( $text, implode( ', ', $missing ) ) );
		}
	}

	/**
	 * Keeps a connection whose store is of the wanted mode, and has the platform tell the shop what happens there.
	 *
	 * @param Connection $connection The new one.
	 * @param string     $bearer     Its token or key.
	 * @throws ApiProblem Where the store cannot be read or is of the other mode; nothing is kept then.
	 */
	public static function complete( Connection $connection, string $bearer ): void {
		$store = Http::json( 'GET', $connection->base_url() . '/api/v1/store', array( 'Authorization' => 'Bearer ' . $bearer ) );
		if ( ! isset( $store['livemode'], $store['id'], $store['name'] ) || ( true === $store['livemode'] ) !== ( 'live' === $connection->mode() ) ) {
			throw new ApiProblem( 0, 'other_mode', self::other_mode( $connection->mode() ) );
		}
		$old     = Connection::load( $connection->mode() );
		$dropped = Disconnect::drop_endpoint( $old, $old );
		$connection->keep( array( 'store_name' => (string) $store['name'] ) );
		Plugin::log( 'info', 'Connected in ' . $connection->mode() . ' mode to ' . $store['id'] );
		if ( ! $dropped ) {
			// The old access may have ended; the new one may be to the same store.
			Disconnect::drop_endpoint( $old, $connection );
		}
		if ( '' !== $old->refresh_token() && ! $old->cloned() ) {
			Disconnect::quietly( $old->base_url(), $old->client_id(), $old->refresh_token() );
		}
		self::remember( $connection->mode(), $store );
		try {
			Endpoint::make( $connection );
		} catch ( ApiProblem $problem ) {
			/* translators: %s: reason */
			$text = __( 'The shop is connected, but the platform cannot tell it about payments: %s Orders are brought up to date by asking every quarter of an hour. When the reason is gone, press "Register the webhook again".', 'crypto-checkout-for-woocommerce' );
			Notices::flash( 'warning', sprintf( $text, $problem->getMessage() ) );
		}
	}

	/**
	 * Keeps which store it is, and says where it is another than before: what customers still pay there is not seen here any more.
	 *
	 * @param string       $mode  The mode: test or live.
	 * @param array<mixed> $store From the platform.
	 */
	private static function remember( string $mode, array $store ): void {
		$before = Stored::fresh( self::STORE . $mode );
		$now    = array(
			'id'   => (string) $store['id'],
			'name' => (string) $store['name'],
		);
		Stored::write( self::STORE . $mode, $now );
		if ( isset( $before['id'], $before['name'] ) && $before['id'] !== $now['id'] ) {
			/* translators: 1: name of the new store, 2: its id, 3: name of the old store, 4: its id */
			$text = __( 'Payments go to %1$s (%2$s) now; before, they went to %3$s (%4$s). What customers still pay in payments that they began there is not brought to their orders: look for it in the dashboard of that store.', 'crypto-checkout-for-woocommerce' );
			Notices::flash( 'warning', sprintf( $text, $now['name'], $now['id'], $before['name'], $before['id'] ) );
		}
	}

	/**
	 * Why somebody could not be sent to the platform, with the way out where there is one.
	 *
	 * @param ApiProblem $problem What happened.
	 */
	private static function why_not( ApiProblem $problem ): string {
		if ( 'invalid_redirect_uri' !== $problem->code_name() ) {
			return $problem->getMessage();
		}
		/* translators: %s: reason */
		$text = __( 'The platform could not ask this shop whether it is the one that connects: %s If the shop cannot be reached from the internet, make a one-time token on the page "Apps" of your Crypto Checkout dashboard and enter it under "The platform cannot reach this shop".', 'crypto-checkout-for-woocommerce' );
		return sprintf( $text, $problem->getMessage() );
	}

	/**
	 * Registers where that is due, and leaves the request with the platform.
	 *
	 * @param string $mode     The mode: test or live.
	 * @param string $base_url The platform.
	 * @param string $token    A one-time token for the registration, or nothing.
	 * @return string The page to send the browser to.
	 * @throws ApiProblem Where it is refused.
	 */
	private static function start( string $mode, string $base_url, string $token ): string {
		self::require_place( $base_url );
		$verifier  = OAuth::secret();
		$state     = OAuth::secret() . '.' . wp_create_nonce( Registration::CALLBACK . $mode );
		$client_id = Registration::client_id( $base_url, $token );
		try {
			$page = OAuth::page( $base_url, self::request( $client_id, $mode, $state, $verifier ) );
		} catch ( ApiProblem $problem ) {
			if ( 'invalid_client' !== $problem->code_name() ) {
				throw $problem;
			}
			Registration::forget();
			$client_id = Registration::client_id( $base_url, $token );
			$page      = OAuth::page( $base_url, self::request( $client_id, $mode, $state, $verifier ) );
		}
		update_user_meta(
			get_current_user_id(),
			self::PENDING . $mode,
			array(
				'state'     => hash( 'sha256', $state ),
				'verifier'  => $verifier,
				'base_url'  => $base_url,
				'client_id' => $client_id,
				'until'     => Plugin::now() + self::SECONDS,
			)
		);
		return $page;
	}

	/**
	 * The authorization request.
	 *
	 * @param string $client_id The client.
	 * @param string $mode      The mode, of which places are offered.
	 * @param string $state     What must come back.
	 * @param string $verifier  Of PKCE.
	 * @return array<string,string> Its parameters.
	 */
	private static function request( string $client_id, string $mode, string $state, string $verifier ): array {
		return array(
			'response_type'         => 'code',
			'client_id'             => $client_id,
			'redirect_uri'          => Registration::redirect_uri(),
			'scope'                 => OAuth::SCOPE,
			'state'                 => $state,
			'code_challenge'        => OAuth::challenge( $verifier ),
			'code_challenge_method' => 'S256',
			'mode'                  => $mode,
		);
	}

	/**
	 * Refuses an address that may not be used, another than that of the connections there are, and a copy of the site.
	 *
	 * @param string $base_url The platform.
	 * @throws ApiProblem With what to do.
	 */
	public static function require_place( string $base_url ): void {
		$wrong = PlatformUrl::problem( $base_url );
		if ( '' !== $wrong ) {
			throw new ApiProblem( 0, 'platform_url', $wrong );
		}
		foreach ( array( 'test', 'live' ) as $mode ) {
			$there = Connection::load( $mode );
			if ( $there->cloned() ) {
				throw new ApiProblem( 0, 'site_cloned', __( 'The address of this site has changed since it was connected. First say whether it is a copy or has moved.', 'crypto-checkout-for-woocommerce' ) );
			}
			if ( $there->connected() && $there->base_url() !== $base_url ) {
				throw new ApiProblem( 0, 'platform_url', __( 'The shop is connected to another platform. Disconnect both modes first, then enter the new address.', 'crypto-checkout-for-woocommerce' ) );
			}
		}
	}

	/**
	 * What is said where the store is of the other mode.
	 *
	 * @param string $mode The mode that was wanted.
	 */
	private static function other_mode( string $mode ): string {
		return 'live' === $mode
			? __( 'This was meant for live payments, but a test mode was given. Choose the store in live mode, or connect the test mode instead. Nothing was connected.', 'crypto-checkout-for-woocommerce' )
			: __( 'This was meant for test payments, but a live mode was given. Choose the store in test mode, or connect the live mode instead. Nothing was connected.', 'crypto-checkout-for-woocommerce' );
	}
}
