<?php
/**
 * A refusal of the platform.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Why the platform did not do what it was asked, in words and as a code; status 0 where it was not reached at all, 502 where something else answered. */
final class ApiProblem extends \RuntimeException {

	/** The code with which the platform says that something is not there. */
	const NOT_FOUND = 'not_found';

	/** The HTTP status, or 0. @var int */
	private $status;

	/** The platform's code, such as session_not_cancelable. @var string */
	private $code_name;

	/** Seconds to wait before the next try, or 0. @var int */
	private $retry_after;

	/**
	 * A problem of which everything is known.
	 *
	 * @param int    $status      The HTTP status; 0 where the platform was not reached.
	 * @param string $code_name   Stable, for programs.
	 * @param string $message     For people.
	 * @param int    $retry_after Seconds to wait, or 0.
	 */
	public function __construct( int $status, string $code_name, string $message, int $retry_after = 0 ) {
		parent::__construct( $message );
		$this->status      = $status;
		$this->code_name   = $code_name;
		$this->retry_after = $retry_after;
	}

	/**
	 * What an answer of the platform's API or of its authorization server says. That something is not there only the API itself may say: a proxy
	 * answers 404 as well while the platform is being replaced, and what is believed to be gone is paid a second time.
	 *
	 * @param int    $status      The HTTP status.
	 * @param mixed  $body        The answer's JSON, decoded to arrays.
	 * @param string $retry_after The header of that name.
	 */
	public static function of_answer( int $status, $body, string $retry_after = '' ): self {
		$error = is_array( $body ) && isset( $body['error'] ) ? $body['error'] : null;
		$wait  = ctype_digit( $retry_after ) ? (int) $retry_after : 0;
		$code  = is_array( $error ) && isset( $error['code'], $error['message'] ) && is_string( $error['code'] ) && is_string( $error['message'] ) ? $error['code'] : '';
		if ( '' !== $code && ( 404 !== $status || self::NOT_FOUND === $code ) ) {
			return new self( $status, $code, $error['message'], $wait );
		}
		if ( is_string( $error ) && 404 !== $status ) {
			return new self( $status, $error, isset( $body['error_description'] ) ? (string) $body['error_description'] : $error, $wait );
		}
		/* translators: %d: HTTP status */
		$message = __( 'The platform answered with status %d and nothing that can be read.', 'crypto-checkout-for-woocommerce' );
		return new self( 404 === $status || $status < 300 ? 502 : $status, 'answer_unreadable', sprintf( $message, $status ), $wait );
	}

	/** The HTTP status; 0 where the platform was not reached. */
	public function status(): int {
		return $this->status;
	}

	/** The stable code. */
	public function code_name(): string {
		return $this->code_name;
	}

	/** Seconds to wait before the next try, or 0. */
	public function retry_after(): int {
		return $this->retry_after;
	}
}
