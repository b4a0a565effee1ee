<?php

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce\Tests;

use CryptoCheckout\WooCommerce\ApiProblem;
use CryptoCheckout\WooCommerce\OAuth;
use CryptoCheckout\WooCommerce\PlatformUrl;
use CryptoCheckout\WooCommerce\Site;
use PHPUnit\Framework\TestCase;

/** The rules of connecting that need no shop: which addresses, which site, what a refusal says, and the challenge of PKCE. */
final class ConnectingTest extends TestCase {

	/** @return array<array{string, bool}> */
	public function addresses(): array {
		return array(
			array( 'https://pay.example.com', true ),
			array( 'https://pay.example.com:8443', true ),
			array( 'https://example.com/pay', true ),
			array( 'HTTPS://pay.example.com', true ),
			array( 'http://127.0.0.1:8080', true ),
			array( 'http://127.8.8.8', true ),
			array( 'http://[::1]:8080', true ),
			array( 'http://pay.example.com', false ),
			array( 'http://127.0.0.1.example.com', false ),
			array( 'http://127.example.com', false ),
			array( 'http://[::2]', false ),
			array( 'ftp://pay.example.com', false ),
			array( 'pay.example.com', false ),
			array( '', false ),
			array( 'https://', false ),
			array( 'https://somebody@pay.example.com', false ),
			array( 'https://a:b@pay.example.com', false ),
			array( 'https://pay.example.com?x=1', false ),
			array( 'https://pay.example.com#x', false ),
			array( "https://pay.example.com\nX-Header: 1", false ),
			array( 'https://pay.example.com/"><b>', false ),
			array( 'javascript://pay.example.com', false ),
		);
	}

	/** @dataProvider addresses */
	public function testKeysGoOverTlsOrToThisMachine( string $address, bool $may ): void {
		self::assertSame( $may, '' === PlatformUrl::problem( $address ), PlatformUrl::problem( $address ) );
	}

	public function testThisMachineIsOnlyForSitesThatAreDevelopedOrWhereAFilterSaysSo(): void {
		try {
			foreach ( array( 'local' => true, 'development' => true, 'staging' => false, 'production' => false ) as $site => $may ) {
				$GLOBALS['site_is'] = $site;
				foreach ( array( 'http://127.0.0.1:9200/', 'https://127.1.1.1', 'https://[::1]:9200' ) as $address ) {
					self::assertSame( $may, PlatformUrl::is_allowed_loopback( $address ), $site );
					self::assertSame( $may, '' === PlatformUrl::problem( $address ), $site );
				}
				self::assertFalse( PlatformUrl::is_allowed_loopback( 'https://127.0.0.1.example.com' ) );
				self::assertSame( '', PlatformUrl::problem( 'https://pay.example.com' ) );
			}
			$GLOBALS['filters']['crypto_checkout_allow_loopback'] = true;
			self::assertSame( '', PlatformUrl::problem( 'http://127.0.0.1:9200' ) );
			$GLOBALS['site_is'] = 'local';
			$GLOBALS['filters']['crypto_checkout_allow_loopback'] = false;
			self::assertNotSame( '', PlatformUrl::problem( 'http://127.0.0.1:9200' ) );
		} finally {
			$GLOBALS['site_is'] = 'local';
			$GLOBALS['filters'] = array();
		}
	}

	public function testAnAddressIsKeptWithoutWhatChangesNothing(): void {
		self::assertSame( 'https://pay.example.com', PlatformUrl::normal( " https://pay.example.com// \n" ) );
	}

	/** @return array<array{string, string, bool}> */
	public function sites(): array {
		return array(
			array( 'https://shop.example', 'https://shop.example/', true ),
			array( 'http://shop.example', 'https://shop.example', true ),
			array( 'https://shop.example:443', 'https://Shop.Example', true ),
			array( 'https://shop.example/de', 'https://shop.example/de/', true ),
			array( 'https://shop.example', 'https://staging.shop.example', false ),
			array( 'https://shop.example', 'https://shop.example/copy', false ),
			array( 'https://shop.example/copy', 'https://shop.example/Copy', false ),
			array( 'https://shop.example:8443', 'https://shop.example', false ),
			array( 'https://shop.example', 'https://www.shop.example', true ),
			array( 'https://shop.example', 'https://www2.shop.example', false ),
			array( 'https://wwwshop.example', 'https://shop.example', false ),
			array( '', 'https://shop.example', false ),
			array( 'https://', 'https://shop.example', false ),
		);
	}

	/** @dataProvider sites */
	public function testACopyIsToldFromTheShopByItsAddress( string $one, string $another, bool $same ): void {
		self::assertSame( $same, Site::place( $one ) === Site::place( $another ) );
	}

	public function testTheChallengeIsThatOfTheStandard(): void {
		// RFC 7636, appendix B.
		self::assertSame( 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', OAuth::challenge( 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' ) );
		self::assertMatchesRegularExpression( '/^[A-Za-z0-9_\-]{43}$/', OAuth::secret() );
		self::assertNotSame( OAuth::secret(), OAuth::secret() );
	}

	public function testARefusalOfTheApiIsReadWhole(): void {
		$problem = ApiProblem::of_answer(
			409,
			array(
				'error' => array(
					'code'    => 'session_not_cancelable',
					'message' => 'Something arrived.',
					'param'   => 'id',
				),
			),
			'30'
		);
		self::assertSame( array( 409, 'session_not_cancelable', 'Something arrived.', 30 ), self::all( $problem ) );
	}

	public function testARefusalOfTheAuthorizationServerIsReadAsWell(): void {
		$problem = ApiProblem::of_answer(
			400,
			array(
				'error'             => 'invalid_grant',
				'error_description' => 'It was used.',
			)
		);
		self::assertSame( array( 400, 'invalid_grant', 'It was used.', 0 ), self::all( $problem ) );
		self::assertSame( 'invalid_grant', ApiProblem::of_answer( 400, array( 'error' => 'invalid_grant' ) )->getMessage() );
	}

	public function testWhateverElseAnswersIsNoConnectionThatHasEnded(): void {
		foreach ( array( null, '<html>', array(), array( 'error' => 7 ), array( 'error' => array( 'code' => 'x' ) ) ) as $body ) {
			self::assertSame( 'answer_unreadable', ApiProblem::of_answer( 401, $body, 'soon' )->code_name() );
		}
		self::assertSame( 0, ApiProblem::of_answer( 503, null, 'Wed, 21 Oct 2026 07:28:00 GMT' )->retry_after() );
	}

	public function testThatSomethingIsNotThereOnlyTheApiItselfSays(): void {
		$error = static function ( $code, $message ): array {
			return array(
				'error' => array(
					'code'    => $code,
					'message' => $message,
				),
			);
		};
		$known = ApiProblem::of_answer( 404, $error( 'not_found', 'There is no such session.' ) );
		self::assertSame( array( 404, 'not_found', 'There is no such session.', 0 ), self::all( $known ) );
		$strange = array( null, '404 page not found', array(), array( 'error' => 'Not Found' ), array( 'error' => null ), $error( 404, 'Not found' ), $error( 'NOT_FOUND', 'No route.' ), $error( 'not_found', array() ) );
		foreach ( $strange as $body ) {
			$problem = ApiProblem::of_answer( 404, $body );
			self::assertSame( array( 502, 'answer_unreadable' ), array( $problem->status(), $problem->code_name() ), (string) json_encode( $body ) );
			self::assertStringContainsString( 'status 404', $problem->getMessage() );
		}
		self::assertSame( 502, ApiProblem::of_answer( 200, null )->status(), 'a page in place of an answer' );
		self::assertSame( 403, ApiProblem::of_answer( 403, null )->status() );
	}

	/** @return array<int|string> */
	private static function all( ApiProblem $problem ): array {
		return array( $problem->status(), $problem->code_name(), $problem->getMessage(), $problem->retry_after() );
	}
}
