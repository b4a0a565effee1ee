/* Sends the classic form as the real one does, and follows the answer. */
( function () {
	var form = document.querySelector( 'form.woocommerce-checkout' );
	form.addEventListener( 'submit', function ( event ) {
		event.preventDefault();
		window.fetch( '/?wc-ajax=checkout', { method: 'POST', body: new FormData( form ) } ).then( function ( answer ) {
			return answer.json();
		} ).then( function ( said ) {
			if ( said.result === 'success' ) {
				window.location = said.redirect;
				return;
			}
			form.querySelectorAll( '.woocommerce-NoticeGroup' ).forEach( function ( old ) {
				old.remove();
			} );
			var group = document.createElement( 'div' );
			group.className = 'woocommerce-NoticeGroup';
			group.innerHTML = said.messages;
			form.prepend( group );
		} );
	} );
} )();
