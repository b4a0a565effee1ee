/* What the page's settings are read by. */
( function () {
	window.wc = window.wc || {};
	window.wc.wcSettings = {
		getSetting: function ( name, fallback ) {
			var all = window.wcSettings || {};
			return Object.prototype.hasOwnProperty.call( all, name ) ? all[ name ] : fallback;
		},
		getPaymentMethodData: function ( name, fallback ) {
			return window.wc.wcSettings.getSetting( name + '_data', fallback );
		}
	};
} )();
