<?php
/**
 * One mode on the settings screen.
 *
 * @package CryptoCheckout\WooCommerce
 */

declare(strict_types=1);

namespace CryptoCheckout\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** Prints how one mode is connected, whether the shop hears of its payments, and what can be done about it. */
final class Card {

	/** Whose card it is. @var Connection */
	private $connection;

	/** The mode: test or live. @var string */
	private $mode;

	/**
	 * The card of a connection.
	 *
	 * @param Connection $connection Connected or not.
	 */
	public function __construct( Connection $connection ) {
		$this->connection = $connection;
		$this->mode       = $connection->mode();
	}

	/** Prints it. */
	public function show(): void {
		$id = 'crypto-checkout-' . $this->mode;
		echo '<section class="crypto-checkout-card" id="' . esc_attr( $id ) . '" aria-labelledby="' . esc_attr( $id ) . '-title"><h2 id="' . esc_attr( $id ) . '-title">'
			. esc_html( 'live' === $this->mode ? __( 'Live payments', 'crypto-checkout-for-woocommerce' ) : __( 'Test payments', 'crypto-checkout-for-woocommerce' ) ) . '</h2>';
		if ( $this->connection->connected() ) {
			$this->connected();
		} else {
			$this->not_connected();
		}
		echo '</section>';
	}

	/** What there is to say and to do while it is connected. */
	private function connected(): void {
		// Asked first: the answer may be that the connection has ended.
		$view = Health::platform_view( $this->connection );
		if ( ! $this->connection->connected() ) {
			$this->not_connected();
			return;
		}
		/* translators: %s: name of a store */
		$this->state( 'is-good', sprintf( __( 'Connected to %s', 'crypto-checkout-for-woocommerce' ), $this->connection->store_name() ) );
		echo '<dl>';
		$this->fact( __( 'Since', 'crypto-checkout-for-woocommerce' ), self::time( $this->connection->connected_at() ) );
		$this->fact( __( 'By', 'crypto-checkout-for-woocommerce' ), $this->connection->by_key() ? __( 'an API key', 'crypto-checkout-for-woocommerce' ) : __( 'your consent', 'crypto-checkout-for-woocommerce' ) );
		$this->deliveries();
		$this->endpoint( $view );
		echo '</dl><p class="crypto-checkout-buttons">';
		if ( '' !== $this->connection->endpoint_id() ) {
			Admin::button( 'test:' . $this->mode, __( 'Send a test event', 'crypto-checkout-for-woocommerce' ) );
		}
		Admin::button( 'again:' . $this->mode, __( 'Register the webhook again', 'crypto-checkout-for-woocommerce' ) );
		if ( '' !== $this->connection->endpoint_id() ) {
			Admin::button( 'rotate:' . $this->mode, __( 'Change the webhook secret', 'crypto-checkout-for-woocommerce' ) );
		}
		echo '</p>';
		$this->end();
	}

	/** What the shop itself knows of deliveries. */
	private function deliveries(): void {
		$last = Health::last( $this->mode );
		$this->fact( __( 'Last event taken', 'crypto-checkout-for-woocommerce' ), self::time( $last['taken_at'] ) );
		if ( 0 !== $last['refused_at'] ) {
			/* translators: 1: time, 2: reason */
			$text = sprintf( __( '%1$s: %2$s', 'crypto-checkout-for-woocommerce' ), self::time( $last['refused_at'] ), $last['reason'] );
			$this->fact( __( 'Last event refused', 'crypto-checkout-for-woocommerce' ), $text, $last['refused_at'] > $last['taken_at'] );
		}
	}

	/**
	 * What the platform knows of them.
	 *
	 * @param array{problem:string,endpoint:?array<mixed>,delivery:?array<mixed>} $view As of Health.
	 */
	private function endpoint( array $view ): void {
		$name = __( 'Webhook', 'crypto-checkout-for-woocommerce' );
		if ( '' === $this->connection->endpoint_id() ) {
			$this->fact( $name, __( 'None: the platform cannot tell the shop about payments.', 'crypto-checkout-for-woocommerce' ), true );
			return;
		}
		if ( null === $view['endpoint'] ) {
			$this->fact( $name, $view['problem'], true );
			return;
		}
		$this->fact( $name, $this->endpoint_state( $view['endpoint'] ), $this->endpoint_fails( $view['endpoint'] ) );
		if ( null !== $view['delivery'] ) {
			$this->fact( __( 'Last sent by the platform', 'crypto-checkout-for-woocommerce' ), self::sent( $view['delivery'] ), 'delivered' !== $view['delivery']['state'] );
		}
	}

	/**
	 * Whether something is to be done about the endpoint.
	 *
	 * @param array<mixed> $endpoint From the platform.
	 */
	private function endpoint_fails( array $endpoint ): bool {
		return 'enabled' !== $endpoint['status'] || null !== $endpoint['failingSince'] || WebhookController::url( $this->mode ) !== $endpoint['url'];
	}

	/**
	 * The endpoint in words.
	 *
	 * @param array<mixed> $endpoint From the platform.
	 */
	private function endpoint_state( array $endpoint ): string {
		if ( 'enabled' !== $endpoint['status'] ) {
			return __( 'The platform has switched it off. Register it again.', 'crypto-checkout-for-woocommerce' );
		}
		if ( WebhookController::url( $this->mode ) !== $endpoint['url'] ) {
			return __( 'It leads to an old address of this shop. Register it again.', 'crypto-checkout-for-woocommerce' );
		}
		if ( null !== $endpoint['failingSince'] ) {
			/* translators: %s: time */
			return sprintf( __( 'It has been failing since %s. Send a test event to see why.', 'crypto-checkout-for-woocommerce' ), self::time( (int) strtotime( $endpoint['failingSince'] ) ) );
		}
		return __( 'On', 'crypto-checkout-for-woocommerce' );
	}

	/**
	 * A delivery in words.
	 *
	 * @param array<mixed> $delivery From the platform.
	 */
	private static function sent( array $delivery ): string {
		$when = self::time( (int) strtotime( (string) $delivery['createdAt'] ) );
		if ( 'delivered' === $delivery['state'] ) {
			/* translators: 1: time, 2: type of event */
			return sprintf( __( '%1$s: %2$s, arrived', 'crypto-checkout-for-woocommerce' ), $when, $delivery['eventType'] );
		}
		/* translators: 1: time, 2: type of event, 3: reason */
		return sprintf( __( '%1$s: %2$s, not arrived: %3$s', 'crypto-checkout-for-woocommerce' ), $when, $delivery['eventType'], Health::failure( $delivery ) );
	}

	/** The way out, which says first what it does. */
	private function end(): void {
		echo '<details><summary>' . esc_html__( 'Disconnect', 'crypto-checkout-for-woocommerce' ) . '</summary><p>'
			. esc_html__( 'The shop gives its access back. Orders that wait for a payment are not brought up to date any more.', 'crypto-checkout-for-woocommerce' );
		if ( $this->connection->by_key() ) {
			echo ' ' . esc_html__( 'The API key itself stays valid; revoke it in your Crypto Checkout dashboard.', 'crypto-checkout-for-woocommerce' );
		}
		echo '</p><p class="crypto-checkout-buttons">';
		Admin::button( 'disconnect:' . $this->mode, 'live' === $this->mode ? __( 'Disconnect live payments', 'crypto-checkout-for-woocommerce' ) : __( 'Disconnect test payments', 'crypto-checkout-for-woocommerce' ) );
		echo '</p></details>';
	}

	/** How to connect. */
	private function not_connected(): void {
		$ended = $this->connection->exists();
		if ( $ended ) {
			$this->state( 'is-bad', __( 'The connection has ended. No payments are taken.', 'crypto-checkout-for-woocommerce' ) );
			/* translators: %s: reason */
			echo '<p>' . esc_html( sprintf( __( 'The platform said: %s', 'crypto-checkout-for-woocommerce' ), $this->connection->ended() ) ) . '</p>';
		} else {
			$this->state( '', __( 'Not connected', 'crypto-checkout-for-woocommerce' ) );
			echo '<p>' . esc_html(
				'live' === $this->mode
					? __( 'You sign in to Crypto Checkout and choose the store that takes the money.', 'crypto-checkout-for-woocommerce' )
					: __( 'You sign in to Crypto Checkout and choose a store. Test payments cost nothing.', 'crypto-checkout-for-woocommerce' )
			) . '</p>';
		}
		$test = $ended ? __( 'Reconnect test payments', 'crypto-checkout-for-woocommerce' ) : __( 'Connect test payments', 'crypto-checkout-for-woocommerce' );
		$live = $ended ? __( 'Reconnect live payments', 'crypto-checkout-for-woocommerce' ) : __( 'Connect live payments', 'crypto-checkout-for-woocommerce' );
		echo '<p class="crypto-checkout-buttons">';
		Admin::button( 'connect:' . $this->mode, 'live' === $this->mode ? $live : $test, Plugin::mode() === $this->mode );
		if ( $ended ) {
			Admin::button( 'disconnect:' . $this->mode, __( 'Forget the connection', 'crypto-checkout-for-woocommerce' ) );
		}
		echo '</p>';
		$this->other_ways();
	}

	/** For a shop that cannot be reached, and for whoever has a key. */
	private function other_ways(): void {
		$this->way( 'token', 'reg_…', __( 'The platform cannot reach this shop', 'crypto-checkout-for-woocommerce' ), __( 'One-time token, from the page "Apps" of your dashboard', 'crypto-checkout-for-woocommerce' ), __( 'Connect with the token', 'crypto-checkout-for-woocommerce' ) );
		$this->way( 'key', 'ck_' . $this->mode . '_…', __( 'Use an API key instead', 'crypto-checkout-for-woocommerce' ), __( 'API key that may read the store, sessions and events, and write sessions and webhooks', 'crypto-checkout-for-woocommerce' ), __( 'Connect by the key', 'crypto-checkout-for-woocommerce' ) );
	}

	/**
	 * Another way to connect, folded away.
	 *
	 * @param string $field   The field: token or key.
	 * @param string $example What it looks like.
	 * @param string $title   What is seen first.
	 * @param string $label   What the field is.
	 * @param string $button  What stands on the button.
	 */
	private function way( string $field, string $example, string $title, string $label, string $button ): void {
		$id = 'crypto-checkout-' . $field . '-' . $this->mode;
		echo '<details><summary>' . esc_html( $title ) . '</summary><p><label for="' . esc_attr( $id ) . '">' . esc_html( $label ) . '</label>'
			. '<input type="password" autocomplete="off" spellcheck="false" id="' . esc_attr( $id ) . '" form="' . esc_attr( Admin::FORM ) . '" name="crypto_checkout_'
			. esc_attr( $field . '_' . $this->mode ) . '" placeholder="' . esc_attr( $example ) . '"></p><p class="crypto-checkout-buttons">';
		Admin::button( ( 'token' === $field ? 'connect' : 'key' ) . ':' . $this->mode, $button );
		echo '</p></details>';
	}

	/**
	 * How things are, in a line.
	 *
	 * @param string $looks is-good, is-bad or nothing.
	 * @param string $text  The line.
	 */
	private function state( string $looks, string $text ): void {
		echo '<p class="crypto-checkout-state ' . esc_attr( $looks ) . '">' . esc_html( $text ) . '</p>';
	}

	/**
	 * One fact.
	 *
	 * @param string $name What it is.
	 * @param string $text What is so.
	 * @param bool   $bad  Whether something is to be done about it.
	 */
	private function fact( string $name, string $text, bool $bad = false ): void {
		echo '<dt>' . esc_html( $name ) . '</dt><dd' . ( $bad ? ' class="is-bad"' : '' ) . '>' . esc_html( $text ) . '</dd>';
	}

	/**
	 * A time as the site writes it.
	 *
	 * @param int $time Unix seconds; 0 for never.
	 */
	private static function time( int $time ): string {
		if ( 0 === $time ) {
			return __( 'never', 'crypto-checkout-for-woocommerce' );
		}
		return (string) wp_date( get_option( 'date_format' ) . ' ' . get_option( 'time_format' ), $time );
	}
}
