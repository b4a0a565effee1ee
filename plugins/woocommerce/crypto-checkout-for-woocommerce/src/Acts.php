<?php
/**
 * What somebody may do by the buttons of the settings screen.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Carries out the buttons of the settings screen: each is posted with a nonce by somebody who manages the shop. */
final class Acts {

	const ACTION = 'crypto_checkout_act';

	/** Hooks the form. */
	public static function register(): void {
		add_action( 'admin_post_' . self::ACTION, array( self::class, 'post' ) );
	}

	/** Refuses everybody who does not manage the shop. */
	public static function require_manager(): void {
		if ( ! current_user_can( 'manage_woocommerce' ) ) {
			wp_die( esc_html__( 'You may not change how this shop is paid.', 'crypto-checkout-for-woocommerce' ), '', array( 'response' => 403 ) );
		}
	}

	/** A button was pressed. */
	public static function post(): void {
		check_admin_referer( self::ACTION );
		self::require_manager();
		$parts = explode( ':', self::field( 'do' ), 2 );
		$mode  = isset( $parts[1] ) && 'live' === $parts[1] ? 'live' : 'test';
		try {
			$said = self::act( self::meant( $parts[0], $mode ), $mode );
			Notices::flash( $said[0], $said[1] );
		} catch ( ApiProblem $problem ) {
			Notices::flash( 'error', $problem->getMessage() );
		}
		Admin::go( Admin::url() );
	}

	/**
	 * Does it.
	 *
	 * @param string $what The act.
	 * @param string $mode The mode: test or live.
	 * @return string[] The kind of notice and its text.
	 * @throws ApiProblem Where it failed.
	 */
	private static function act( string $what, string $mode ): array {
		$connection = Connection::load( $mode );
		switch ( $what ) {
			case 'connect':
				Connect::leave( $mode, self::platform_url(), self::field( 'token_' . $mode ) );
				break;
			case 'key':
				Connect::with_key( $mode, self::platform_url(), self::field( 'key_' . $mode ) );
				return self::well( __( 'The shop is connected by the key.', 'crypto-checkout-for-woocommerce' ) );
			case 'disconnect':
				return self::disconnected( Disconnect::run( $mode ) );
			case 'test':
				return Health::send_test( $connection );
			case 'again':
				Endpoint::make( $connection );
				return self::well( __( 'The webhook is registered again. Send a test event to see that it arrives.', 'crypto-checkout-for-woocommerce' ) );
			case 'rotate':
				Endpoint::rotate( $connection );
				return self::well( __( 'The webhook has a new secret; the old one ends in two days.', 'crypto-checkout-for-woocommerce' ) );
			case 'copy':
				return self::copied();
			case 'moved':
				return self::moved();
			case 'offer':
				Plugin::set( 'enabled', 'yes' );
				return self::well( __( 'Customers are offered to pay with crypto.', 'crypto-checkout-for-woocommerce' ) );
		}
		self::platform_url();
		return self::well( __( 'The address of the platform is saved.', 'crypto-checkout-for-woocommerce' ) );
	}

	/**
	 * What was meant where somebody pressed Enter in a field.
	 *
	 * @param string $what The button, or enter.
	 * @param string $mode The mode: test or live; changed to that of the field that was filled.
	 */
	private static function meant( string $what, string &$mode ): string {
		if ( 'enter' !== $what ) {
			return $what;
		}
		foreach ( array( 'test', 'live' ) as $one ) {
			foreach ( array( 'key' => 'key', 'token' => 'connect' ) as $field => $act ) {
				if ( '' !== self::field( $field . '_' . $one ) ) {
					$mode = $one;
					return $act;
				}
			}
		}
		return $what;
	}

	/**
	 * The platform's address as typed, which is kept where it may be used; as it was where none was typed.
	 *
	 * @throws ApiProblem Where it may not be used.
	 */
	private static function platform_url(): string {
		$kept  = Plugin::setting( 'platform_url' );
		$typed = PlatformUrl::normal( self::field( 'platform_url' ) );
		if ( '' === $typed || $typed === $kept ) {
			return $kept;
		}
		Connect::require_place( $typed );
		Plugin::set( 'platform_url', $typed );
		return $typed;
	}

	/** This is a copy: it forgets the connection, which stays the shop's, and becomes a site of its own. @return string[] */
	private static function copied(): array {
		foreach ( array( 'test', 'live' ) as $mode ) {
			Connection::load( $mode )->forget();
			Health::forget( $mode );
			delete_option( Connect::STORE . $mode );
		}
		Registration::forget();
		Site::forget_id();
		return self::well( __( 'This copy has forgotten the connection; the shop that it was copied from keeps it. Connect this site to a store of its own, or leave it as it is.', 'crypto-checkout-for-woocommerce' ) );
	}

	/** The shop has moved: the connection goes with it, and the platform is told the new address. @return string[] */
	private static function moved(): array {
		$left = array();
		Registration::forget();
		foreach ( array( 'test', 'live' ) as $mode ) {
			$connection = Connection::load( $mode );
			if ( ! $connection->cloned() ) {
				continue;
			}
			try {
				$connection->change( array( 'site' => Site::mark() ) );
				if ( '' !== $connection->endpoint_id() && $connection->connected() ) {
					Endpoint::move( $connection );
				}
			} catch ( ApiProblem $problem ) {
				$left[] = $problem->getMessage();
			}
		}
		if ( array() === $left ) {
			return self::well( __( 'The shop keeps its connection, and the platform knows the new address.', 'crypto-checkout-for-woocommerce' ) );
		}
		/* translators: %s: reasons */
		$text = __( 'The shop keeps its connection, but the platform does not know the new address: %s Press "Register the webhook again".', 'crypto-checkout-for-woocommerce' );
		return array( 'warning', sprintf( $text, implode( ' ', $left ) ) );
	}

	/**
	 * What is said after a disconnection.
	 *
	 * @param string[] $left What could not be done.
	 * @return string[] The kind of notice and its text.
	 */
	private static function disconnected( array $left ): array {
		if ( array() === $left ) {
			return self::well( __( 'The shop is disconnected.', 'crypto-checkout-for-woocommerce' ) );
		}
		/* translators: %s: reasons */
		$text = __( 'The shop is disconnected and has forgotten its access, but the platform could not be told. %s Disconnect the shop under "Connected apps" in your Crypto Checkout dashboard too.', 'crypto-checkout-for-woocommerce' );
		return array( 'warning', sprintf( $text, implode( ' ', $left ) ) );
	}

	/**
	 * Something went well.
	 *
	 * @param string $text What.
	 * @return string[] The kind of notice and its text.
	 */
	private static function well( string $text ): array {
		return array( 'success', $text );
	}

	/**
	 * A field of the form; the nonce was checked by post().
	 *
	 * @param string $name Its name without the plugin's prefix.
	 */
	private static function field( string $name ): string {
		$name = 'crypto_checkout_' . $name;
		return isset( $_POST[ $name ] ) && is_string( $_POST[ $name ] ) ? trim( sanitize_text_field( wp_unslash( $_POST[ $name ] ) ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification
	}
}
