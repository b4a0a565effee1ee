/**
 * The heart: checkout sessions, their settlement, the payment loop and the funds inbox. It may never know how a transfer is found on a
 * chain, how a key is derived or how an event is delivered.
 */
@NullMarked
package io.cryptocheckout.platform.checkout;

import org.jspecify.annotations.NullMarked;
