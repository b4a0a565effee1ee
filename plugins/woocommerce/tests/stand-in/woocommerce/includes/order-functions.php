<?php
// Functions about orders.

declare(strict_types=1);

function wc_get_order_statuses() {
	return apply_filters(
		'wc_order_statuses',
		array(
			'wc-pending'    => 'Pending payment',
			'wc-processing' => 'Processing',
			'wc-on-hold'    => 'On hold',
			'wc-completed'  => 'Completed',
			'wc-cancelled'  => 'Cancelled',
			'wc-refunded'   => 'Refunded',
			'wc-failed'     => 'Failed',
		)
	);
}

function wc_get_order_status_name( $status ) {
	$names = wc_get_order_statuses();
	$bare  = 0 === strpos( $status, 'wc-' ) ? substr( $status, 3 ) : $status;
	return isset( $names[ 'wc-' . $bare ] ) ? $names[ 'wc-' . $bare ] : $bare;
}

function wc_get_is_paid_statuses() {
	return apply_filters( 'woocommerce_order_is_paid_statuses', array( 'processing', 'completed' ) );
}

/** @return WC_Order|false */
function wc_get_order( $the_order = false ) {
	if ( $the_order instanceof WC_Order ) {
		return $the_order;
	}
	$id = $the_order instanceof WP_Post ? $the_order->ID : (int) $the_order;
	try {
		return $id > 0 ? new WC_Order( $id ) : false;
	} catch ( Exception $e ) {
		return false;
	}
}

function wc_create_order( $args = array() ) {
	$order = new WC_Order();
	$order->set_status( isset( $args['status'] ) ? $args['status'] : 'pending' );
	$order->set_currency( get_woocommerce_currency() );
	$order->set_order_key( 'wc_order_' . wp_generate_password( 13, false ) );
	$order->set_customer_id( isset( $args['customer_id'] ) ? $args['customer_id'] : 0 );
	$order->set_created_via( isset( $args['created_via'] ) ? $args['created_via'] : '' );
	$order->save();
	return $order;
}

/** Orders by a few conditions. One that is not known here is a warning: the real one would have read it. */
function wc_get_orders( $args ) {
	$known = array( 'limit', 'status', 'payment_method', 'return', 'orderby', 'order', 'type', 'meta_key', 'meta_value', 'meta_compare', 'meta_query', 'billing_email', 'customer', 'email', 'page', 'paged', 'offset', 'date_created', 'date_modified', 'paginate', 'exclude', 'currency', 'transaction_id' );
	foreach ( array_diff( array_keys( $args ), $known ) as $unknown ) {
		trigger_error( 'The stand-in does not know the condition ' . $unknown . ' of wc_get_orders().', E_USER_WARNING );
	}
	$found = array();
	foreach ( stand_in_order_store()->ids() as $id ) {
		$order = wc_get_order( $id );
		if ( stand_in_order_matches( $order, $args ) ) {
			$found[] = $order;
		}
	}
	if ( isset( $args['order'] ) && 'ASC' === strtoupper( $args['order'] ) ) {
		$found = array_reverse( $found );
	}
	$limit  = isset( $args['limit'] ) ? (int) $args['limit'] : 10;
	$page   = isset( $args['paged'] ) ? (int) $args['paged'] : ( isset( $args['page'] ) ? (int) $args['page'] : 1 );
	$offset = isset( $args['offset'] ) ? (int) $args['offset'] : max( 0, $page - 1 ) * max( 0, $limit );
	$total  = count( $found );
	$found  = $limit < 0 ? $found : array_slice( $found, $offset, $limit );
	$answer = isset( $args['return'] ) && 'ids' === $args['return'] ? array_map( 'stand_in_order_id', $found ) : $found;
	return empty( $args['paginate'] ) ? $answer : (object) array( 'orders' => $answer, 'total' => $total, 'max_num_pages' => $limit > 0 ? (int) ceil( $total / $limit ) : 1 );
}

function stand_in_order_id( WC_Order $order ): int {
	return $order->get_id();
}

function stand_in_order_matches( WC_Order $order, array $args ): bool {
	if ( ! empty( $args['status'] ) ) {
		$wanted = array_map(
			function ( $status ) {
				return preg_replace( '/^wc-/', '', $status );
			},
			(array) $args['status']
		);
		if ( ! in_array( 'any', $wanted, true ) && ! $order->has_status( $wanted ) ) {
			return false;
		}
	}
	foreach ( array( 'payment_method', 'billing_email', 'currency', 'transaction_id' ) as $field ) {
		if ( isset( $args[ $field ] ) && ! in_array( $order->{'get_' . $field}(), (array) $args[ $field ], true ) ) {
			return false;
		}
	}
	$customer = isset( $args['customer'] ) ? $args['customer'] : ( isset( $args['email'] ) ? $args['email'] : null );
	if ( null !== $customer && $customer !== $order->get_billing_email() && (int) $customer !== $order->get_customer_id() ) {
		return false;
	}
	if ( ! empty( $args['exclude'] ) && in_array( $order->get_id(), array_map( 'intval', (array) $args['exclude'] ), true ) ) {
		return false;
	}
	foreach ( array( 'date_created', 'date_modified' ) as $field ) {
		if ( ! empty( $args[ $field ] ) && ! stand_in_date_matches( (int) $order->{'get_' . $field}()->getTimestamp(), (string) $args[ $field ] ) ) {
			return false;
		}
	}
	return stand_in_meta_matches( $order, $args );
}

/** Conditions such as >1700000000, <=1700000000 and 1700000000...1700000100. */
function stand_in_date_matches( int $time, string $condition ): bool {
	if ( preg_match( '/^(\d+)\.\.\.(\d+)$/', $condition, $parts ) ) {
		return $time >= (int) $parts[1] && $time <= (int) $parts[2];
	}
	if ( ! preg_match( '/^(<=|>=|<|>)(\d+)$/', $condition, $parts ) ) {
		trigger_error( 'The stand-in does not know the date condition ' . $condition . '.', E_USER_WARNING );
		return false;
	}
	return version_compare( (string) $time, $parts[2], $parts[1] );
}

function stand_in_meta_matches( WC_Order $order, array $args ): bool {
	$conditions = isset( $args['meta_query'] ) ? $args['meta_query'] : array();
	if ( isset( $args['meta_key'] ) ) {
		$one = array( 'key' => $args['meta_key'], 'compare' => isset( $args['meta_compare'] ) ? $args['meta_compare'] : ( isset( $args['meta_value'] ) ? '=' : 'EXISTS' ) );
		if ( isset( $args['meta_value'] ) ) {
			$one['value'] = $args['meta_value'];
		}
		$conditions[] = $one;
	}
	foreach ( $conditions as $condition ) {
		if ( ! is_array( $condition ) ) {
			continue;
		}
		$has  = $order->meta_exists( $condition['key'] );
		$same = $has && isset( $condition['value'] ) && (string) $order->get_meta( $condition['key'] ) === (string) $condition['value'];
		switch ( isset( $condition['compare'] ) ? strtoupper( $condition['compare'] ) : '=' ) {
			case 'EXISTS':
				$holds = $has;
				break;
			case 'NOT EXISTS':
				$holds = ! $has;
				break;
			case '!=':
				$holds = $has && ! $same;
				break;
			default:
				$holds = $same;
		}
		if ( ! $holds ) {
			return false;
		}
	}
	return true;
}

/** @return object[] with id, content, date_created, added_by, customer_note; newest first */
function wc_get_order_notes( $args ) {
	$comments = get_comments(
		array(
			'post_id' => (int) $args['order_id'],
			'type'    => 'order_note',
			'orderby' => 'comment_ID',
			'order'   => isset( $args['order'] ) ? $args['order'] : 'DESC',
			'number'  => isset( $args['limit'] ) ? (int) $args['limit'] : '',
		)
	);
	return array_map(
		function ( $comment ) {
			return (object) array(
				'id'            => (int) $comment->comment_ID,
				'date_created'  => new WC_DateTime( $comment->comment_date_gmt ),
				'content'       => $comment->comment_content,
				'customer_note' => (bool) get_comment_meta( (int) $comment->comment_ID, 'is_customer_note', true ),
				'added_by'      => 'WooCommerce' === $comment->comment_author ? 'system' : $comment->comment_author,
				'order_id'      => (int) $comment->comment_post_ID,
			);
		},
		$comments
	);
}

/** Cancels what has waited for its payment for longer than the shop holds stock: pending orders alone. */
function wc_cancel_unpaid_orders() {
	$minutes = (int) get_option( 'woocommerce_hold_stock_minutes', '60' );
	if ( $minutes < 1 || 'yes' !== get_option( 'woocommerce_manage_stock', 'yes' ) ) {
		return;
	}
	foreach ( wc_get_orders( array( 'status' => 'pending', 'limit' => -1, 'date_modified' => '<' . ( time() - 60 * $minutes ) ) ) as $order ) {
		if ( apply_filters( 'woocommerce_cancel_unpaid_order', in_array( $order->get_created_via(), array( 'checkout', 'store-api' ), true ), $order ) ) {
			$order->update_status( 'cancelled', 'Unpaid order cancelled - time limit reached.' );
		}
	}
}
add_action( 'woocommerce_cancel_unpaid_orders', 'wc_cancel_unpaid_orders' );
