<?php
// Small objects that orders and the cart are made of.

declare(strict_types=1);

/** A time with the helpers that themes and plugins use. */
class WC_DateTime extends DateTime {
	public function getOffsetTimestamp(): int {
		return $this->getTimestamp() + (int) round( (float) get_option( 'gmt_offset' ) * HOUR_IN_SECONDS );
	}

	public function date( $format ) {
		return gmdate( $format, $this->getOffsetTimestamp() );
	}

	public function date_i18n( $format = 'Y-m-d' ) {
		return date_i18n( $format, $this->getOffsetTimestamp() );
	}
}

/** One piece of the private data of plugins. */
class WC_Meta_Data {
	/** @var array{key:string,value:mixed} */
	private $data;

	public function __construct( array $data ) {
		$this->data = $data;
	}

	public function get_data() {
		return $this->data;
	}
}

/** What is sold: a post of type product with a price. */
class WC_Product {
	/** @var WP_Post */
	private $post;

	public function __construct( WP_Post $post ) {
		$this->post = $post;
	}

	public function get_id() {
		return $this->post->ID;
	}

	public function get_name() {
		return $this->post->post_title;
	}

	public function get_price() {
		return (string) get_post_meta( $this->post->ID, '_price', true );
	}

	public function is_virtual() {
		return 'yes' === get_post_meta( $this->post->ID, '_virtual', true );
	}

	public function is_downloadable() {
		return 'yes' === get_post_meta( $this->post->ID, '_downloadable', true );
	}

	public function get_permalink() {
		return get_permalink( $this->post );
	}
}

/** One line of an order. */
class WC_Order_Item_Product {
	/** @var array<string,mixed> product_id, name, quantity, total */
	private $line;

	public function __construct( array $line ) {
		$this->line = $line;
	}

	public function get_name() {
		return $this->line['name'];
	}

	public function get_total() {
		return (string) $this->line['total'];
	}

	public function get_product_id() {
		return (int) $this->line['product_id'];
	}

	public function get_product() {
		return wc_get_product( $this->get_product_id() );
	}
}

/** Writes one file for each source and day, as WooCommerce's file handler does. */
class WC_Logger {
	public function log( $level, $message, $context = array() ) {
		$source = isset( $context['source'] ) ? sanitize_file_name( $context['source'] ) : 'log';
		$folder = WP_CONTENT_DIR . '/uploads/wc-logs';
		wp_mkdir_p( $folder );
		$line = gmdate( 'c' ) . ' ' . strtoupper( (string) $level ) . ' ' . $message . "\n";
		file_put_contents( $folder . '/' . $source . '-' . gmdate( 'Y-m-d' ) . '-' . wp_hash( $source ) . '.log', $line, FILE_APPEND | LOCK_EX );
	}

	public function debug( $message, $context = array() ) {
		$this->log( 'debug', $message, $context );
	}

	public function info( $message, $context = array() ) {
		$this->log( 'info', $message, $context );
	}

	public function notice( $message, $context = array() ) {
		$this->log( 'notice', $message, $context );
	}

	public function warning( $message, $context = array() ) {
		$this->log( 'warning', $message, $context );
	}

	public function error( $message, $context = array() ) {
		$this->log( 'error', $message, $context );
	}
}
