<?php
// Functions about money, notices, pages, products.

declare(strict_types=1);

function WC() {
	return WooCommerce::instance();
}

function wc_get_logger() {
	return new WC_Logger();
}

function wc_clean( $var ) {
	return is_array( $var ) ? array_map( 'wc_clean', $var ) : ( is_scalar( $var ) ? sanitize_text_field( (string) $var ) : $var );
}

function get_woocommerce_currency() {
	return apply_filters( 'woocommerce_currency', get_option( 'woocommerce_currency', 'EUR' ) );
}

function wc_price( $price, $args = array() ) {
	$currency = isset( $args['currency'] ) ? $args['currency'] : get_woocommerce_currency();
	return '<span class="woocommerce-Price-amount amount">' . esc_html( number_format( (float) $price, 2 ) . ' ' . $currency ) . '</span>';
}

function wc_add_notice( $message, $notice_type = 'success', $data = array() ) {
	if ( null === WC()->session ) {
		return;
	}
	$notices                   = WC()->session->get( 'wc_notices', array() );
	$notices[ $notice_type ][] = array( 'notice' => $message, 'data' => $data );
	WC()->session->set( 'wc_notices', $notices );
}

function wc_get_notices( $notice_type = '' ) {
	$notices = null === WC()->session ? array() : WC()->session->get( 'wc_notices', array() );
	return '' === $notice_type ? $notices : ( isset( $notices[ $notice_type ] ) ? $notices[ $notice_type ] : array() );
}

function wc_clear_notices() {
	WC()->session->set( 'wc_notices', array() );
}

function wc_print_notices( $return = false ) {
	$html = '';
	foreach ( wc_get_notices() as $type => $all ) {
		foreach ( $all as $one ) {
			$html .= '<div class="woocommerce-' . esc_attr( 'notice' === $type ? 'info' : ( 'success' === $type ? 'message' : $type ) ) . '" role="alert">' . wp_kses_post( $one['notice'] ) . '</div>';
		}
	}
	if ( '' !== $html ) {
		wc_clear_notices();
	}
	if ( $return ) {
		return $html;
	}
	echo $html;
}

function wc_print_notice( $message, $notice_type = 'success' ) {
	echo '<div class="woocommerce-' . esc_attr( 'notice' === $notice_type ? 'info' : $notice_type ) . '" role="alert">' . wp_kses_post( $message ) . '</div>';
}

function wc_get_page_id( $page ) {
	return (int) get_option( 'woocommerce_' . $page . '_page_id', -1 );
}

function wc_get_page_permalink( $page ) {
	return (string) get_permalink( wc_get_page_id( $page ) );
}

function wc_get_checkout_url() {
	return apply_filters( 'woocommerce_get_checkout_url', wc_get_page_permalink( 'checkout' ) );
}

function wc_get_endpoint_url( $endpoint, $value = '', $permalink = '' ) {
	$base = '' === $permalink ? (string) get_permalink() : $permalink;
	return trailingslashit( $base ) . $endpoint . '/' . ( '' === $value ? '' : $value . '/' );
}

/** @return WC_Product|false */
function wc_get_product( $the_product = false ) {
	$post = $the_product instanceof WP_Post ? $the_product : get_post( (int) $the_product );
	return $post && 'product' === $post->post_type ? new WC_Product( $post ) : false;
}
