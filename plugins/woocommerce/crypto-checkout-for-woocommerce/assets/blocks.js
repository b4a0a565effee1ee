( function () {
	'use strict';

	var settings = window.wc.wcSettings.getSetting( 'crypto_checkout_data', {} );
	var element = window.wp.element.createElement;
	var text = window.wp.htmlEntities.decodeEntities;
	var title = text( settings.title || '' );

	function Content() {
		var lines = [ element( 'p', { key: 'description' }, text( settings.description || '' ) ) ];
		if ( settings.testNote ) {
			lines.push( element( 'p', { key: 'test' }, element( 'strong', null, text( settings.testNote ) ) ) );
		}
		return element( 'div', { className: 'crypto-checkout' }, lines );
	}

	window.wc.wcBlocksRegistry.registerPaymentMethod( {
		name: 'crypto_checkout',
		label: element( 'span', null, title ),
		ariaLabel: title,
		content: element( Content ),
		edit: element( Content ),
		placeOrderButtonLabel: text( settings.button || '' ),
		canMakePayment: function () {
			return true;
		},
		supports: { features: settings.supports || [ 'products' ] },
	} );
}() );
