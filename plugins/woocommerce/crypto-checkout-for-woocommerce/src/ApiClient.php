<?php
/**
 * The platform's API.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Calls the API of the connected store, with a fresh token; on a copy of the site it calls nothing. */
final class ApiClient {

	/** On whose behalf. @var Connection */
	private $connection;

	/** How long one request may take, in seconds. @var int */
	private $patience;

	/**
	 * A client of one connection.
	 *
	 * @param Connection $connection On whose behalf.
	 * @param int        $patience   How long one request may take, in seconds.
	 */
	public function __construct( Connection $connection, int $patience = Http::PATIENCE ) {
		$this->connection = $connection;
		$this->patience   = $patience;
	}

	/**
	 * Reads.
	 *
	 * @param string               $path  From the API's root, such as /store.
	 * @param array<string,scalar> $query Its parameters.
	 * @return array<mixed> The answer.
	 * @throws ApiProblem Where it failed.
	 */
	public function get( string $path, array $query = array() ): array {
		return $this->call( 'GET', array() === $query ? $path : $path . '?' . http_build_query( $query, '', '&', PHP_QUERY_RFC3986 ) );
	}

	/**
	 * Creates or acts; the same key twice is done once.
	 *
	 * @param string       $path            From the API's root.
	 * @param array<mixed> $body            What is sent.
	 * @param string       $idempotency_key Or nothing.
	 * @return array<mixed> The answer.
	 * @throws ApiProblem Where it failed.
	 */
	public function post( string $path, array $body = array(), string $idempotency_key = '' ): array {
		return $this->call( 'POST', $path, $body, '' === $idempotency_key ? array() : array( 'Idempotency-Key' => $idempotency_key ) );
	}

	/**
	 * Changes.
	 *
	 * @param string       $path From the API's root.
	 * @param array<mixed> $body What is sent.
	 * @return array<mixed> The answer.
	 * @throws ApiProblem Where it failed.
	 */
	public function patch( string $path, array $body ): array {
		return $this->call( 'PATCH', $path, $body );
	}

	/**
	 * Deletes.
	 *
	 * @param string $path From the API's root.
	 * @throws ApiProblem Where it failed.
	 */
	public function delete( string $path ): void {
		$this->call( 'DELETE', $path );
	}

	/**
	 * One call; where the token is refused, once more with a new one. Where that is refused too, the connection has ended.
	 *
	 * @param string               $method  The HTTP method.
	 * @param string               $path    With its query.
	 * @param array<mixed>|null    $body    Or null for none.
	 * @param array<string,string> $headers To add.
	 * @return array<mixed> The answer.
	 * @throws ApiProblem Where it failed.
	 */
	private function call( string $method, string $path, ?array $body = null, array $headers = array() ): array {
		$bearer = $this->connection->bearer();
		try {
			return $this->once( $bearer, $method, $path, $body, $headers );
		} catch ( ApiProblem $problem ) {
			if ( 401 !== $problem->status() || ! Renewal::after( $this->connection, $bearer, $problem ) ) {
				throw $problem;
			}
		}
		$bearer = $this->connection->bearer();
		try {
			return $this->once( $bearer, $method, $path, $body, $headers );
		} catch ( ApiProblem $problem ) {
			if ( 'token_invalid' === $problem->code_name() ) {
				Renewal::end( $this->connection, $bearer, $problem );
			}
			throw $problem;
		}
	}

	/**
	 * One request.
	 *
	 * @param string               $bearer  The token or key.
	 * @param string               $method  The HTTP method.
	 * @param string               $path    With its query.
	 * @param array<mixed>|null    $body    Or null for none.
	 * @param array<string,string> $headers To add.
	 * @return array<mixed> The answer.
	 * @throws ApiProblem Where it failed.
	 */
	private function once( string $bearer, string $method, string $path, ?array $body, array $headers ): array {
		$headers['Authorization'] = 'Bearer ' . $bearer;
		$text                     = '';
		if ( null !== $body ) {
			$headers['Content-Type'] = 'application/json';
			$text                    = (string) wp_json_encode( array() === $body ? new \stdClass() : $body );
		}
		return Http::json( $method, $this->connection->base_url() . '/api/v1' . $path, $headers, $text, $this->patience );
	}
}
