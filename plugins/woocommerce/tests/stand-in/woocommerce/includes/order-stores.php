<?php
// The two places where orders may lie. The option woocommerce_custom_orders_table_enabled chooses; there is no copy in the other.

declare(strict_types=1);

/** What both stores do. */
interface Stand_In_Order_Store {
	/** @return int the id of a new, empty order */
	public function create(): int;

	/** @return array{fields:array<string,string>,meta:array<string,mixed>}|null */
	public function read( int $id );

	/** @param array<string,string> $fields those that changed */
	public function write( int $id, array $fields ): void;

	/** @param array<string,mixed> $changes null for what goes */
	public function write_meta( int $id, array $changes ): void;

	/** @return int[] all orders, newest first */
	public function ids(): array;

	public function delete( int $id ): void;
}

/** Orders as posts with their data in post meta, as WooCommerce kept them first. */
final class Stand_In_Orders_As_Posts implements Stand_In_Order_Store {
	const PREFIX = '_stand_in_';

	public function create(): int {
		return (int) wp_insert_post( array( 'post_type' => 'shop_order', 'post_status' => 'wc-pending', 'post_title' => 'Order' ) );
	}

	public function read( int $id ) {
		$post = get_post( $id );
		if ( ! $post || 'shop_order' !== $post->post_type ) {
			return null;
		}
		$read = array( 'fields' => array( 'status' => preg_replace( '/^wc-/', '', $post->post_status ) ), 'meta' => array() );
		foreach ( get_post_meta( $id ) as $key => $values ) {
			if ( 0 === strpos( $key, self::PREFIX ) ) {
				$read['fields'][ substr( $key, strlen( self::PREFIX ) ) ] = $values[0];
			} else {
				$read['meta'][ $key ] = maybe_unserialize( $values[0] );
			}
		}
		return $read;
	}

	public function write( int $id, array $fields ): void {
		foreach ( $fields as $name => $value ) {
			if ( 'status' === $name ) {
				wp_update_post( array( 'ID' => $id, 'post_status' => 'trash' === $value ? 'trash' : 'wc-' . $value ) );
			} else {
				update_post_meta( $id, self::PREFIX . $name, wp_slash( $value ) );
			}
		}
	}

	public function write_meta( int $id, array $changes ): void {
		foreach ( $changes as $key => $value ) {
			if ( null === $value ) {
				delete_post_meta( $id, $key );
			} else {
				update_post_meta( $id, $key, wp_slash( $value ) );
			}
		}
	}

	public function ids(): array {
		global $wpdb;
		return array_map( 'intval', $wpdb->get_col( "SELECT ID FROM {$wpdb->posts} WHERE post_type = 'shop_order' AND post_status <> 'trash' ORDER BY ID DESC" ) );
	}

	public function delete( int $id ): void {
		wp_delete_post( $id, true );
	}
}

/** Orders in tables of their own; a placeholder post gives the id, and its meta is empty. */
final class Stand_In_Orders_In_Tables implements Stand_In_Order_Store {
	public static function install(): void {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		dbDelta(
			"CREATE TABLE {$wpdb->prefix}stand_in_order (
			row_id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
			order_id bigint(20) unsigned NOT NULL,
			kind varchar(8) NOT NULL,
			name varchar(191) NOT NULL,
			value longtext NOT NULL,
			PRIMARY KEY  (row_id),
			UNIQUE KEY one (order_id,kind,name)
			) {$wpdb->get_charset_collate()};"
		);
	}

	public function create(): int {
		$id = (int) wp_insert_post( array( 'post_type' => 'shop_order_placehold', 'post_status' => 'draft', 'post_title' => 'Order' ) );
		$this->put( $id, 'field', 'status', 'pending' );
		return $id;
	}

	public function read( int $id ) {
		global $wpdb;
		$rows = $wpdb->get_results( $wpdb->prepare( "SELECT kind, name, value FROM {$wpdb->prefix}stand_in_order WHERE order_id = %d", $id ) );
		if ( ! $rows ) {
			return null;
		}
		$read = array( 'fields' => array(), 'meta' => array() );
		foreach ( $rows as $row ) {
			if ( 'field' === $row->kind ) {
				$read['fields'][ $row->name ] = $row->value;
			} else {
				$read['meta'][ $row->name ] = maybe_unserialize( $row->value );
			}
		}
		return $read;
	}

	public function write( int $id, array $fields ): void {
		foreach ( $fields as $name => $value ) {
			$this->put( $id, 'field', $name, $value );
		}
	}

	public function write_meta( int $id, array $changes ): void {
		global $wpdb;
		foreach ( $changes as $key => $value ) {
			if ( null === $value ) {
				$wpdb->delete( $wpdb->prefix . 'stand_in_order', array( 'order_id' => $id, 'kind' => 'meta', 'name' => $key ) );
			} else {
				$this->put( $id, 'meta', $key, (string) maybe_serialize( $value ) );
			}
		}
	}

	private function put( int $id, string $kind, string $name, string $value ): void {
		global $wpdb;
		$wpdb->replace( $wpdb->prefix . 'stand_in_order', array( 'order_id' => $id, 'kind' => $kind, 'name' => $name, 'value' => $value ) );
	}

	public function ids(): array {
		global $wpdb;
		return array_map( 'intval', $wpdb->get_col( "SELECT order_id FROM {$wpdb->prefix}stand_in_order WHERE kind = 'field' AND name = 'status' AND value <> 'trash' ORDER BY order_id DESC" ) );
	}

	public function delete( int $id ): void {
		global $wpdb;
		$wpdb->delete( $wpdb->prefix . 'stand_in_order', array( 'order_id' => $id ) );
		wp_delete_post( $id, true );
	}
}

/** The store that the option chooses at this moment. */
function stand_in_order_store(): Stand_In_Order_Store {
	return 'yes' === get_option( 'woocommerce_custom_orders_table_enabled' ) ? new Stand_In_Orders_In_Tables() : new Stand_In_Orders_As_Posts();
}
