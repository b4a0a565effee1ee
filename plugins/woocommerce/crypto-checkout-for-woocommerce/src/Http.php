<?php
/**
 * One request to the platform.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Sends one request by WordPress' own client and reads the JSON of the answer; redirects are never followed. */
final class Http {

	/** How long one request may take, in seconds. */
	const PATIENCE = 10;

	/** The longest answer that is read, in bytes. */
	const LARGEST = 2097152;

	const FORM = array( 'Content-Type' => 'application/x-www-form-urlencoded' );

	/**
	 * The decoded JSON of an answer that is a success.
	 *
	 * @param string               $method  GET, POST, PATCH or DELETE.
	 * @param string               $url     Absolute.
	 * @param array<string,string> $headers To send.
	 * @param string               $body    To send, or nothing.
	 * @param int                  $seconds How long to wait.
	 * @return array<mixed> Empty where the answer says that it has no body.
	 * @throws ApiProblem Where the platform was not reached, refused, or said what cannot be read.
	 */
	public static function json( string $method, string $url, array $headers, string $body = '', int $seconds = self::PATIENCE ): array {
		$answer  = self::send( $method, $url, $headers, $body, $seconds );
		$decoded = json_decode( wp_remote_retrieve_body( $answer ), true );
		if ( is_array( $decoded ) && self::is_success( $answer ) ) {
			return $decoded;
		}
		if ( 204 === (int) wp_remote_retrieve_response_code( $answer ) ) {
			return array();
		}
		throw self::refusal( $answer );
	}

	/**
	 * Posts a form, as OAuth's endpoints want it.
	 *
	 * @param string               $url    Absolute.
	 * @param array<string,string> $fields The form.
	 * @return array<mixed> The answer's JSON.
	 * @throws ApiProblem As above.
	 */
	public static function form( string $url, array $fields ): array {
		return self::json( 'POST', $url, self::FORM, http_build_query( $fields, '', '&' ) );
	}

	/**
	 * Posts a form to which a success says nothing (RFC 7009, section 2.2).
	 *
	 * @param string               $url    Absolute.
	 * @param array<string,string> $fields The form.
	 * @throws ApiProblem Where the platform was not reached or refused.
	 */
	public static function tell( string $url, array $fields ): void {
		$answer = self::send( 'POST', $url, self::FORM, http_build_query( $fields, '', '&' ), self::PATIENCE );
		if ( ! self::is_success( $answer ) ) {
			throw self::refusal( $answer );
		}
	}

	/**
	 * Sends it: to this machine only where PlatformUrl lets it, and to no inner network unless WordPress does.
	 *
	 * @param string               $method  GET, POST, PATCH or DELETE.
	 * @param string               $url     Absolute.
	 * @param array<string,string> $headers To send.
	 * @param string               $body    To send, or nothing.
	 * @param int                  $seconds How long to wait.
	 * @return array<string,mixed> As WordPress answers.
	 * @throws ApiProblem Where the platform was not reached.
	 */
	private static function send( string $method, string $url, array $headers, string $body, int $seconds ): array {
		$request = array(
			'method'              => $method,
			'headers'             => $headers + array( 'Accept' => 'application/json' ),
			'body'                => '' === $body ? null : $body,
			'timeout'             => $seconds,
			'redirection'         => 0,
			'user-agent'          => 'CryptoCheckoutForWooCommerce/' . Plugin::VERSION,
			'limit_response_size' => self::LARGEST,
		);
		$answer  = PlatformUrl::is_allowed_loopback( $url ) ? wp_remote_request( $url, $request ) : wp_safe_remote_request( $url, $request );
		if ( is_wp_error( $answer ) ) {
			throw self::not_reached( $url, $answer->get_error_message() );
		}
		return $answer;
	}

	/**
	 * Whether the status is one of success.
	 *
	 * @param array<string,mixed> $answer As WordPress answers.
	 */
	private static function is_success( array $answer ): bool {
		$status = (int) wp_remote_retrieve_response_code( $answer );
		return $status >= 200 && $status <= 299;
	}

	/**
	 * What an answer means that is no success, or none that can be read.
	 *
	 * @param array<string,mixed> $answer As WordPress answers.
	 */
	private static function refusal( array $answer ): ApiProblem {
		$decoded = json_decode( wp_remote_retrieve_body( $answer ), true );
		return ApiProblem::of_answer( (int) wp_remote_retrieve_response_code( $answer ), $decoded, (string) wp_remote_retrieve_header( $answer, 'retry-after' ) );
	}

	/**
	 * No answer came.
	 *
	 * @param string $url Where it was asked.
	 * @param string $why In the words of WordPress.
	 */
	private static function not_reached( string $url, string $why ): ApiProblem {
		if ( ! PlatformUrl::is_allowed_loopback( $url ) && false === wp_http_validate_url( $url ) ) {
			$why = __( 'its name is not known, it lies inside of a private network, or its port is none that WordPress calls (80, 443, 8080).', 'crypto-checkout-for-woocommerce' );
		}
		/* translators: 1: host name, 2: reason */
		$message = __( 'The platform at %1$s was not reached: %2$s', 'crypto-checkout-for-woocommerce' );
		return new ApiProblem( 0, 'not_reached', sprintf( $message, (string) wp_parse_url( $url, PHP_URL_HOST ), $why ) );
	}
}
