/**
 * The hosted page on which a customer pays. It knows a session's public side only, and decides nothing about it.
 */
@NullMarked
package io.cryptocheckout.platform.checkout.page;

import org.jspecify.annotations.NullMarked;
