<?php
/**
 * The shop as a client of the platform.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Registers the shop with the platform, and answers its question whether this site is the one that registers. */
final class Registration {

	const CLIENT = 'crypto_checkout_client';

	const PENDING = 'crypto_checkout_registering';

	/** How long the site answers for a registration, in seconds. */
	const SECONDS = 600;

	const CALLBACK = 'crypto_checkout_connected';

	/** Opens the route of the proof. */
	public static function register(): void {
		add_action( 'rest_api_init', array( self::class, 'route' ) );
	}

	/** The route by which the site proves itself. */
	public static function route(): void {
		register_rest_route(
			'crypto-checkout/v1',
			'/proof',
			array(
				'methods'             => 'GET',
				'callback'            => array( self::class, 'prove' ),
				'permission_callback' => '__return_true',
			)
		);
	}

	/**
	 * Says the platform's number back, while a registration of this site is under way and not otherwise.
	 *
	 * @param \WP_REST_Request $request The question.
	 */
	public static function prove( \WP_REST_Request $request ): \WP_REST_Response {
		$pending = Stored::fresh( self::PENDING );
		$nonce   = $request->get_param( 'nonce' );
		$asked   = is_string( $nonce ) && 1 === preg_match( '/^[A-Za-z0-9_\-]{16,128}$/', $nonce );
		if ( ! $asked || ! isset( $pending['until'], $pending['redirect_uri'] ) || $pending['until'] < Plugin::now() ) {
			$answer = new \WP_REST_Response( array( 'message' => __( 'This site is not registering with Crypto Checkout at the moment.', 'crypto-checkout-for-woocommerce' ) ), 404 );
		} else {
			$answer = new \WP_REST_Response(
				array(
					'nonce'        => $nonce,
					'redirect_uri' => $pending['redirect_uri'],
				)
			);
		}
		$answer->header( 'Cache-Control', 'no-store' );
		return $answer;
	}

	/**
	 * The shop's client id at a platform; registered where it is not yet.
	 *
	 * @param string $base_url The platform.
	 * @param string $token    A one-time token for a site that the platform cannot reach, or nothing.
	 * @throws ApiProblem Where it is refused.
	 */
	public static function client_id( string $base_url, string $token ): string {
		$known = get_option( self::CLIENT );
		if ( is_array( $known ) && $known['base_url'] === $base_url && $known['registered'] === self::fingerprint() ) {
			return $known['client_id'];
		}
		Stored::write(
			self::PENDING,
			array(
				'redirect_uri' => self::redirect_uri(),
				'until'        => Plugin::now() + self::SECONDS,
			)
		);
		try {
			$client_id = OAuth::register( $base_url, self::redirect_uri(), self::proof_uri(), $token );
		} finally {
			delete_option( self::PENDING );
		}
		Stored::write(
			self::CLIENT,
			array(
				'base_url'   => $base_url,
				'registered' => self::fingerprint(),
				'client_id'  => $client_id,
			)
		);
		return $client_id;
	}

	/** Forgets the client, so that the next connection registers anew. */
	public static function forget(): void {
		delete_option( self::CLIENT );
		delete_option( self::PENDING );
	}

	/** Where the platform sends the browser back to; compared letter by letter. */
	public static function redirect_uri(): string {
		return admin_url( 'admin-post.php?action=' . self::CALLBACK );
	}

	/** The same, not as text: whatever copies or moves a site replaces its address wherever it finds it, and the client is registered for the old one. */
	private static function fingerprint(): string {
		return hash( 'sha256', self::redirect_uri() );
	}

	/** Where the platform asks for the proof: at the origin of the redirect URI, which may be another than that of the shop's pages. */
	public static function proof_uri(): string {
		$route  = '/crypto-checkout/v1/proof';
		$usual  = rest_url( $route );
		$origin = self::origin( self::redirect_uri() );
		if ( self::origin( $usual ) === $origin ) {
			return $usual;
		}
		return set_url_scheme( site_url( '/index.php?rest_route=' . $route ), (string) wp_parse_url( $origin, PHP_URL_SCHEME ) );
	}

	/**
	 * Scheme, host and port of an address.
	 *
	 * @param string $url The address.
	 */
	private static function origin( string $url ): string {
		$parts = (array) wp_parse_url( $url ) + array(
			'scheme' => '',
			'host'   => '',
			'port'   => '',
		);
		return $parts['scheme'] . '://' . $parts['host'] . ':' . $parts['port'];
	}
}
