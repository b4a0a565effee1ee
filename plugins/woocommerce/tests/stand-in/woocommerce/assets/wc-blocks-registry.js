/* The payment methods that scripts register. What the real registry refuses is refused here too. */
( function () {
	var methods = {};
	window.wc = window.wc || {};
	window.wc.wcBlocksRegistry = {
		registerPaymentMethod: function ( options ) {
			[ 'name', 'label', 'ariaLabel', 'content', 'edit', 'canMakePayment', 'supports' ].forEach( function ( field ) {
				if ( ! options[ field ] ) {
					throw new TypeError( 'The payment method ' + options.name + ' has no ' + field + '.' );
				}
			} );
			if ( typeof options.canMakePayment !== 'function' || ! Array.isArray( options.supports.features ) ) {
				throw new TypeError( 'canMakePayment is a function, supports.features a list.' );
			}
			methods[ options.name ] = options;
		},
		getPaymentMethods: function () {
			return methods;
		}
	};
} )();
