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

	/**
	 * The decoded JSON of an answer that is a success.
	 *
	 * @param string               $method  GET, POST, PATCH or DELETE.
	 * @param string               $url     Absolute.
	 * @param array<string,string> $headers To send.
	 * @param string               $body    To send, or nothing.
	 * @param int                  $seconds How long to wait.
	 * @return array<mixed> Empty where the answer has no body.
	 * @throws ApiProblem Where the platform was not reached, refused, or said what cannot be read.
	 */
	public static function json( string $method, string $url, array $headers, string $body = '', int $seconds = self::PATIENCE ): array {
		$answer = wp_remote_request(
			$url,
			array(
				'method'              => $method,
				'headers'             => $headers + array( 'Accept' => 'application/json' ),
				'body'                => '' === $body ? null : $body,
				'timeout'             => $seconds,
				'redirection'         => 0,
				'user-agent'          => 'CryptoCheckoutForWooCommerce/' . Plugin::VERSION,
				'limit_response_size' => self::LARGEST,
			)
		);
		if ( is_wp_error( $answer ) ) {
			throw self::not_reached( $url, $answer->get_error_message() );
		}
		$status  = (int) wp_remote_retrieve_response_code( $answer );
		$text    = wp_remote_retrieve_body( $answer );
		$decoded = json_decode( $text, true );
		if ( $status < 200 || $status > 299 || ( '' !== $text && ! is_array( $decoded ) ) ) {
			throw ApiProblem::of_answer( $status, $decoded, (string) wp_remote_retrieve_header( $answer, 'retry-after' ) );
		}
		return is_array( $decoded ) ? $decoded : array();
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
		$headers = array( 'Content-Type' => 'application/x-www-form-urlencoded' );
		return self::json( 'POST', $url, $headers, http_build_query( $fields, '', '&' ) );
	}

	/**
	 * No answer came.
	 *
	 * @param string $url Where it was asked.
	 * @param string $why In the words of WordPress.
	 */
	private static function not_reached( string $url, string $why ): ApiProblem {
		/* translators: 1: host name, 2: reason */
		$message = __( 'The platform at %1$s was not reached: %2$s', 'crypto-checkout-for-woocommerce' );
		return new ApiProblem( 0, 'not_reached', sprintf( $message, (string) wp_parse_url( $url, PHP_URL_HOST ), $why ) );
	}
}
