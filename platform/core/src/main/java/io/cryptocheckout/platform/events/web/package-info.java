/**
 * The API's and the key set's controllers: they translate between the contract and the room, and decide nothing.
 */
@NullMarked
package io.cryptocheckout.platform.events.web;

import org.jspecify.annotations.NullMarked;
