<?php
/**
 * The platform's authorization server.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Asks the authorization server as a public client: it registers, pushes a request, exchanges a code, refreshes and revokes. */
final class OAuth {

	const SCOPE = 'sessions:read sessions:write webhooks:read webhooks:write events:read store:read';

	/**
	 * Registers the shop (RFC 7591).
	 *
	 * @param string $base_url     The platform.
	 * @param string $redirect_uri Where its answers go.
	 * @param string $proof_uri    Where it asks the site whether it is the one.
	 * @param string $token        A one-time token in place of that proof, or nothing.
	 * @return string The client id.
	 * @throws ApiProblem Where it is refused.
	 */
	public static function register( string $base_url, string $redirect_uri, string $proof_uri, string $token ): string {
		$asked   = array(
			'software_id'   => 'woocommerce',
			'redirect_uris' => array( $redirect_uri ),
		);
		$headers = array( 'Content-Type' => 'application/json' );
		if ( '' === $token ) {
			$asked['proof_uri'] = $proof_uri;
		} else {
			$headers['Authorization'] = 'Bearer ' . $token;
		}
		$answer = Http::json( 'POST', $base_url . '/oauth2/register', $headers, (string) wp_json_encode( $asked, JSON_UNESCAPED_SLASHES ), 15 );
		return self::text( $answer, 'client_id' );
	}

	/**
	 * Leaves the request with the platform (RFC 9126), which tells at once whether the client is still known.
	 *
	 * @param string               $base_url The platform.
	 * @param array<string,string> $request  The authorization request.
	 * @return string The page that the browser is sent to.
	 * @throws ApiProblem Where it is refused; invalid_client where the client is not known.
	 */
	public static function page( string $base_url, array $request ): string {
		$answer = Http::form( $base_url . '/oauth2/par', $request );
		$query  = array(
			'client_id'   => $request['client_id'],
			'request_uri' => self::text( $answer, 'request_uri' ),
		);
		return $base_url . '/oauth2/authorize?' . http_build_query( $query, '', '&', PHP_QUERY_RFC3986 );
	}

	/**
	 * The tokens for a code.
	 *
	 * @param string $base_url     The platform.
	 * @param string $client_id    The client.
	 * @param string $redirect_uri As in the request.
	 * @param string $code         The code.
	 * @param string $verifier     Whose challenge was sent.
	 * @return array<string,mixed> The connection's fields, and the scope.
	 * @throws ApiProblem Where it is refused.
	 */
	public static function exchange( string $base_url, string $client_id, string $redirect_uri, string $code, string $verifier ): array {
		return self::tokens(
			$base_url,
			array(
				'grant_type'    => 'authorization_code',
				'client_id'     => $client_id,
				'redirect_uri'  => $redirect_uri,
				'code'          => $code,
				'code_verifier' => $verifier,
			)
		);
	}

	/**
	 * New tokens in place of old ones; to be asked under the connection's lock.
	 *
	 * @param string $base_url      The platform.
	 * @param string $client_id     The client.
	 * @param string $refresh_token The refresh token.
	 * @return array<string,mixed> The connection's fields, and the scope.
	 * @throws ApiProblem Where it is refused; invalid_grant where the connection has ended.
	 */
	public static function refresh( string $base_url, string $client_id, string $refresh_token ): array {
		return self::tokens(
			$base_url,
			array(
				'grant_type'    => 'refresh_token',
				'client_id'     => $client_id,
				'refresh_token' => $refresh_token,
			)
		);
	}

	/**
	 * Ends the whole connection (RFC 7009).
	 *
	 * @param string $base_url      The platform.
	 * @param string $client_id     The client.
	 * @param string $refresh_token The refresh token.
	 * @throws ApiProblem Where it is refused or not reached.
	 */
	public static function revoke( string $base_url, string $client_id, string $refresh_token ): void {
		Http::tell(
			$base_url . '/oauth2/revoke',
			array(
				'client_id' => $client_id,
				'token'     => $refresh_token,
			)
		);
	}

	/**
	 * The challenge of a verifier (RFC 7636, S256).
	 *
	 * @param string $verifier 43 to 128 characters.
	 */
	public static function challenge( string $verifier ): string {
		return self::base64url( hash( 'sha256', $verifier, true ) );
	}

	/** 43 characters that nobody can guess. */
	public static function secret(): string {
		return self::base64url( random_bytes( 32 ) );
	}

	/**
	 * Asks the token endpoint.
	 *
	 * @param string               $base_url The platform.
	 * @param array<string,string> $form     The request.
	 * @return array<string,mixed> The connection's fields, and the scope.
	 * @throws ApiProblem Where it is refused.
	 */
	private static function tokens( string $base_url, array $form ): array {
		$answer = Http::form( $base_url . '/oauth2/token', $form );
		return array(
			'access_token'  => self::text( $answer, 'access_token' ),
			'refresh_token' => self::text( $answer, 'refresh_token' ),
			'expires_at'    => Plugin::now() + ( isset( $answer['expires_in'] ) ? (int) $answer['expires_in'] : 0 ),
			'scope'         => isset( $answer['scope'] ) && is_string( $answer['scope'] ) ? $answer['scope'] : '',
		);
	}

	/**
	 * A member of an answer that must be there.
	 *
	 * @param array<mixed> $answer The answer.
	 * @param string       $member Its member.
	 * @throws ApiProblem Where it is not.
	 */
	private static function text( array $answer, string $member ): string {
		if ( ! isset( $answer[ $member ] ) || ! is_string( $answer[ $member ] ) || '' === $answer[ $member ] ) {
			throw ApiProblem::of_answer( 200, null );
		}
		return $answer[ $member ];
	}

	/**
	 * Base64 for URLs, without padding.
	 *
	 * @param string $bytes Any bytes.
	 */
	private static function base64url( string $bytes ): string {
		return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions
	}
}
