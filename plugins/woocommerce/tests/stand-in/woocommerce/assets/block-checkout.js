/* A small block checkout: the registered methods, a few fields, one request. Names of fields and classes are the real one's. */
( function () {
	var el = window.wp.element.createElement;
	var useState = window.wp.element.useState;
	var fields = [ [ 'email', 'Email address' ], [ 'billing-first_name', 'First name' ], [ 'billing-last_name', 'Last name' ],
		[ 'billing-address_1', 'Address' ], [ 'billing-postcode', 'Postcode' ], [ 'billing-city', 'City' ] ];

	function usable() {
		var offered = window.wc.wcSettings.getSetting( 'paymentMethods', [] );
		return Object.values( window.wc.wcBlocksRegistry.getPaymentMethods() ).filter( function ( method ) {
			return offered.indexOf( method.name ) >= 0 && method.canMakePayment( {} );
		} );
	}

	function send( chosen ) {
		function value( id ) {
			return document.getElementById( id ).value;
		}
		return window.fetch( window.wc.wcSettings.getSetting( 'storeApi' ), {
			method: 'POST',
			headers: { 'Content-Type': 'application/json', Nonce: window.wc.wcSettings.getSetting( 'storeApiNonce' ), 'X-WP-Nonce': window.wc.wcSettings.getSetting( 'restNonce' ) },
			body: JSON.stringify( { payment_method: chosen, payment_data: [], billing_address: {
				email: value( 'email' ), first_name: value( 'billing-first_name' ), last_name: value( 'billing-last_name' ) } } )
		} ).then( function ( answer ) {
			return answer.json();
		} );
	}

	function method( one, chosen, choose ) {
		var id = 'radio-control-wc-payment-method-options-' + one.name;
		return el( 'div', { key: one.name, className: 'wc-block-components-radio-control-accordion-option' },
			el( 'input', { type: 'radio', id: id, name: 'payment', checked: chosen === one.name, onChange: function () {
				choose( one.name );
			} } ),
			el( 'label', { htmlFor: id }, typeof one.label === 'string' ? one.label : window.wp.element.cloneElement( one.label, { components: { PaymentMethodLabel: Label } } ) ),
			chosen === one.name ? el( 'div', null, one.content ) : null );
	}

	function Label( props ) {
		return el( 'span', { className: 'wc-block-components-payment-method-label' }, props.text );
	}

	function Checkout() {
		var methods = usable();
		var chosen = useState( methods.length ? methods[ 0 ].name : '' );
		var problem = useState( '' );
		function place() {
			problem[ 1 ]( '' );
			send( chosen[ 0 ] ).then( function ( answer ) {
				if ( answer.payment_result ) {
					window.location.href = answer.payment_result.redirect_url;
				} else {
					problem[ 1 ]( answer.message );
				}
			} );
		}
		return el( 'div', { className: 'wc-block-checkout__form' },
			fields.map( function ( field ) {
				return el( 'p', { key: field[ 0 ] }, el( 'label', { htmlFor: field[ 0 ] }, field[ 1 ] ), ' ', el( 'input', { id: field[ 0 ], type: 'text' } ) );
			} ),
			methods.length ? methods.map( function ( one ) {
				return method( one, chosen[ 0 ], chosen[ 1 ] );
			} ) : el( 'p', null, 'There are no payment methods available.' ),
			problem[ 0 ] ? el( 'div', { className: 'wc-block-components-notice-banner is-error', role: 'alert' }, problem[ 0 ] ) : null,
			el( 'button', { type: 'button', className: 'wc-block-components-checkout-place-order-button', onClick: place }, 'Place Order' ) );
	}

	window.wp.element.createRoot( document.getElementById( 'stand-in-block-checkout' ) ).render( el( Checkout ) );
} )();
