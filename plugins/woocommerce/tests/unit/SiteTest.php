<?php

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce\Tests;

use CryptoCheckout\WooCommerce\Site;
use PHPUnit\Framework\TestCase;

/** What a connection keeps of its site tells the site from copies of it, whatever was replaced in the copy's database. */
final class SiteTest extends TestCase {
	private const SHOP = 'https://shop.example/de';

	protected function setUp(): void {
		$GLOBALS['options']['home'] = self::SHOP;
	}

	protected function tearDown(): void {
		$GLOBALS['options']         = array();
		$GLOBALS['wpdb']->prefix    = 'wp_';
	}

	public function testTheSiteKnowsItselfAndShowsItsAddress(): void {
		$mark = Site::mark();
		self::assertTrue( Site::is( $mark ) );
		$GLOBALS['options']['home'] = 'http://www.shop.example/de/';
		self::assertTrue( Site::is( $mark ), 'www, the scheme and a slash make no other site' );
		self::assertSame( self::SHOP, Site::address_in( $mark ) );
		self::assertSame( '', Site::address_in( array() ) );
		self::assertFalse( Site::is( array() ) );
	}

	public function testWhateverReplacesAddressesInACopyFindsNothingInTheMark(): void {
		$mark   = Site::mark();
		$stored = serialize( $mark );
		foreach ( array( self::SHOP, 'shop.example', '//shop.example', 'https%3A%2F%2Fshop.example', 'https:\\/\\/shop.example', base64_encode( self::SHOP ) ) as $searched ) {
			self::assertStringNotContainsStringIgnoringCase( $searched, $stored );
		}
		$GLOBALS['options']['home'] = 'https://staging.shop.example/de';
		self::assertFalse( Site::is( unserialize( str_replace( 'shop.example', 'staging.shop.example', $stored ) ) ) );
	}

	/** Where WP_HOME is made of each request's host. */
	public function testInAConsoleThatKnowsNoHostTheFolderAndTheDatabaseTell(): void {
		$mark = Site::mark();
		foreach ( array( 'https://', '', 'https:///de' ) as $without ) {
			$GLOBALS['options']['home'] = $without;
			$GLOBALS['wpdb']->prefix    = 'wp_';
			self::assertTrue( Site::is( $mark ), $without );
			self::assertFalse( Site::is( array( 'place' => hash( 'sha256', '' ) ) ), $without );
			$GLOBALS['wpdb']->prefix = 'copy_';
			self::assertFalse( Site::is( $mark ), $without );
			self::assertSame( $mark, Site::renewed( $mark ), 'a console learns nothing new' );
		}
	}

	public function testASiteWhoseDatabaseMovedIsKnownInTheConsoleAfterItsNextRequest(): void {
		$mark                    = Site::mark();
		$GLOBALS['wpdb']->prefix = 'new_';
		$renewed                 = Site::renewed( $mark );
		self::assertSame( array( $mark['place'], $mark['address'] ), array( $renewed['place'], $renewed['address'] ) );
		$GLOBALS['options']['home'] = 'https://';
		self::assertFalse( Site::is( $mark ) );
		self::assertTrue( Site::is( $renewed ) );
		$GLOBALS['options']['home'] = 'https://copy.example';
		self::assertSame( $mark, Site::renewed( $mark ), 'a copy does not become the shop' );
	}
}
