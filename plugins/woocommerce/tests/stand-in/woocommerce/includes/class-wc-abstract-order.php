<?php
// What an order holds, as far as a payment plugin sees it. What the store keeps is written by save() alone.

declare(strict_types=1);

/** Reads and writes of an order's fields, its notes and its private data. */
abstract class WC_Abstract_Order {
	const DEFAULTS = array(
		'status'               => 'pending',
		'currency'             => '',
		'total'                => '0.00',
		'payment_method'       => '',
		'payment_method_title' => '',
		'transaction_id'       => '',
		'order_key'            => '',
		'billing_email'        => '',
		'billing_first_name'   => '',
		'billing_last_name'    => '',
		'billing_country'      => '',
		'customer_id'          => '0',
		'created_via'          => '',
		'cart_hash'            => '',
		'date_created'         => '',
		'date_modified'        => '',
		'date_paid'            => '',
		'items'                => '[]',
	);

	protected $id     = 0;
	protected $fields = self::DEFAULTS;
	/** @var array<string,true> names of fields that save() has to write */
	protected $changed = array();
	/** @var array<string,mixed> the private data of plugins */
	protected $meta = array();
	/** @var array<string,true> */
	protected $changed_meta = array();

	public function __construct( $id = 0 ) {
		if ( $id ) {
			$this->id = (int) $id;
			$stored   = stand_in_order_store()->read( $this->id );
			if ( null === $stored ) {
				throw new Exception( 'Invalid order.' );
			}
			$this->fields = array_merge( self::DEFAULTS, $stored['fields'] );
			$this->meta   = $stored['meta'];
		}
	}

	/** Plain fields: get_<field>() and set_<field>(). */
	public function __call( $name, $arguments ) {
		$field = substr( $name, 4 );
		if ( ! array_key_exists( $field, self::DEFAULTS ) ) {
			throw new Error( 'Call to undefined method WC_Order::' . $name . '()' );
		}
		if ( 0 === strpos( $name, 'get_date_' ) ) {
			return '' === $this->fields[ $field ] ? null : new WC_DateTime( '@' . $this->fields[ $field ] );
		}
		if ( 0 === strpos( $name, 'get_' ) ) {
			return $this->fields[ $field ];
		}
		$value = $arguments[0] instanceof DateTime ? $arguments[0]->getTimestamp() : $arguments[0];
		$this->put( $field, (string) $value );
		return $this;
	}

	protected function put( string $field, string $value ): void {
		if ( $this->fields[ $field ] !== $value ) {
			$this->fields[ $field ]  = $value;
			$this->changed[ $field ] = true;
		}
	}

	public function get_id() {
		return $this->id;
	}

	public function get_order_number() {
		return (string) apply_filters( 'woocommerce_order_number', $this->id, $this );
	}

	public function set_total( $total ) {
		$this->put( 'total', number_format( (float) $total, 2, '.', '' ) );
	}

	public function get_customer_id() {
		return (int) $this->fields['customer_id'];
	}

	public function get_formatted_billing_full_name() {
		return trim( $this->fields['billing_first_name'] . ' ' . $this->fields['billing_last_name'] );
	}

	public function get_meta( $key = '', $single = true, $context = 'view' ) {
		if ( ! array_key_exists( $key, $this->meta ) ) {
			return $single ? '' : array();
		}
		return $single ? $this->meta[ $key ] : array( (object) array( 'key' => $key, 'value' => $this->meta[ $key ] ) );
	}

	public function meta_exists( $key = '' ) {
		return array_key_exists( $key, $this->meta );
	}

	/** @return WC_Meta_Data[] */
	public function get_meta_data() {
		$all = array();
		foreach ( $this->meta as $key => $value ) {
			$all[] = new WC_Meta_Data( array( 'key' => (string) $key, 'value' => $value ) );
		}
		return $all;
	}

	public function update_meta_data( $key, $value, $meta_id = 0 ) {
		$this->meta[ $key ]         = $value;
		$this->changed_meta[ $key ] = true;
	}

	public function delete_meta_data( $key ) {
		unset( $this->meta[ $key ] );
		$this->changed_meta[ $key ] = true;
	}

	public function read_meta_data( $force_read = false ) {
		if ( $force_read ) {
			$this->meta         = stand_in_order_store()->read( $this->id )['meta'];
			$this->changed_meta = array();
		}
	}

	public function save_meta_data() {
		$changes = array();
		foreach ( array_keys( $this->changed_meta ) as $key ) {
			$changes[ $key ] = array_key_exists( $key, $this->meta ) ? $this->meta[ $key ] : null;
		}
		stand_in_order_store()->write_meta( $this->id, $changes );
		$this->changed_meta = array();
	}

	public function add_product( $product, $quantity = 1, $arguments = array() ) {
		$lines   = json_decode( $this->fields['items'], true );
		$lines[] = array(
			'product_id' => $product->get_id(),
			'name'       => $product->get_name(),
			'quantity'   => $quantity,
			'total'      => number_format( (float) $product->get_price() * $quantity, 2, '.', '' ),
		);
		$this->put( 'items', wp_json_encode( $lines ) );
		return count( $lines );
	}

	public function get_items( $types = 'line_item' ) {
		return array_map(
			function ( $line ) {
				return new WC_Order_Item_Product( $line );
			},
			json_decode( $this->fields['items'], true )
		);
	}

	public function calculate_totals( $and_taxes = true ) {
		$this->set_total( array_sum( array_column( json_decode( $this->fields['items'], true ), 'total' ) ) );
		$this->save();
		return $this->get_total();
	}

	/** @return int the note's id; the note is a comment of its own type */
	public function add_order_note( $note, $is_customer_note = 0, $added_by_user = false ) {
		if ( ! $this->id ) {
			return 0;
		}
		return (int) wp_insert_comment(
			array(
				'comment_post_ID'  => $this->id,
				'comment_author'   => $added_by_user ? wp_get_current_user()->display_name : 'WooCommerce',
				'comment_content'  => $note,
				'comment_agent'    => 'WooCommerce',
				'comment_type'     => 'order_note',
				'comment_approved' => 1,
				'comment_meta'     => $is_customer_note ? array( 'is_customer_note' => 1 ) : array(),
			)
		);
	}

	abstract public function save();
}
