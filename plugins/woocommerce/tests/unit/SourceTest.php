<?php

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce\Tests;

use PHPUnit\Framework\TestCase;

/** What holds for every source of the plugin, and for what WordPress reads in its two headers. */
final class SourceTest extends TestCase {
	private const PLUGIN = __DIR__ . '/../../crypto-checkout-for-woocommerce';
	private const NAME   = 'crypto-checkout-for-woocommerce';

	/** @return array<string, array{string}> */
	public function sources(): array {
		$sources = array();
		foreach ( new \RecursiveIteratorIterator( new \RecursiveDirectoryIterator( self::PLUGIN, \FilesystemIterator::SKIP_DOTS ) ) as $file ) {
			if ( 'php' === $file->getExtension() ) {
				$sources[ substr( $file->getPathname(), strlen( self::PLUGIN ) + 1 ) ] = array( $file->getPathname() );
			}
		}
		return $sources;
	}

	/** @dataProvider sources */
	public function testASourceIsStrictIsNotRunAloneAndFitsOneScreen( string $file ): void {
		$text = (string) file_get_contents( $file );
		self::assertStringContainsString( 'declare(strict_types=1);', $text );
		self::assertMatchesRegularExpression( "/defined\\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \\) \\|\\| exit;/", $text );
		self::assertLessThanOrEqual( 300, count( (array) file( $file ) ) );
		self::assertSame( array(), self::longFunctions( $text ) );
		self::assertDoesNotMatchRegularExpression( '/^(abstract )?class /m', $text, 'A class is final.' );
		self::assertDoesNotMatchRegularExpression( '/\b(TO' . 'DO|FIX' . 'ME)\b|localhost|\bsha1\(|\bmd5\(|error_log\(|var_dump\(/', $text );
	}

	public function testTheTextsAreOfThePluginsOwnDomain(): void {
		$wrong = array();
		foreach ( $this->sources() as $name => $source ) {
			$text = (string) file_get_contents( $source[0] );
			preg_match_all( "/\\b(?:esc_html|esc_attr)?__\\(|\\b(?:esc_html|esc_attr)?_e\\(|\\b_[nx]\\(/", $text, $calls );
			$named = substr_count( $text, "'" . self::NAME . "' )" );
			if ( count( $calls[0] ) > $named ) {
				$wrong[] = $name . ': ' . count( $calls[0] ) . ' texts, ' . $named . ' with the domain';
			}
		}
		self::assertSame( array(), $wrong );
	}

	public function testTheReadmeSaysWhatTheHeaderSays(): void {
		$header = self::fields( self::PLUGIN . '/' . self::NAME . '.php', '/^ \* ([A-Z][A-Za-z ]+): +(.+)$/m' );
		$readme = self::fields( self::PLUGIN . '/readme.txt', '/^([A-Z][A-Za-z ]+): +(.+)$/m' );
		foreach ( array( 'Requires at least', 'Requires PHP', 'License', 'License URI' ) as $field ) {
			self::assertSame( $header[ $field ], $readme[ $field ], $field );
		}
		self::assertSame( $header['Version'], $readme['Stable tag'] );
		self::assertSame( 'woocommerce', $header['Requires Plugins'] );
		self::assertSame( self::NAME, $header['Text Domain'] );
		self::assertStringContainsString( '== Changelog ==', (string) file_get_contents( self::PLUGIN . '/readme.txt' ) );
		self::assertStringContainsString( '= ' . $header['Version'] . ' =', (string) file_get_contents( self::PLUGIN . '/readme.txt' ) );
	}

	/** Whoever follows a link in the list of plugins is not to come to a page that is not there, or is somebody else's. */
	public function testTheHeaderNamesNoWebsite(): void {
		$header = self::fields( self::PLUGIN . '/' . self::NAME . '.php', '/^ \* ([A-Z][A-Za-z ]+): +(.+)$/m' );
		self::assertSame( array( 'License URI' ), array_values( preg_grep( '/URI$/', array_keys( $header ) ) ) );
	}

	/** @return array<string, string> */
	private static function fields( string $file, string $pattern ): array {
		preg_match_all( $pattern, (string) file_get_contents( $file ), $found );
		return array_combine( $found[1], array_map( 'trim', $found[2] ) );
	}

	/** @return string[] functions with a name, of more than 40 lines or more than 5 parameters */
	private static function longFunctions( string $text ): array {
		$long = array();
		preg_match_all( '/^(\t*)(?:(?:final|public|private|protected|static) )*function (\w+)\((.*?)\)[^{;]*\{\n(.*?)^\1\}/ms', $text, $functions, PREG_SET_ORDER );
		foreach ( $functions as $function ) {
			if ( substr_count( $function[4], "\n" ) > 40 || substr_count( $function[3], '$' ) > 5 ) {
				$long[] = $function[2];
			}
		}
		return $long;
	}
}
