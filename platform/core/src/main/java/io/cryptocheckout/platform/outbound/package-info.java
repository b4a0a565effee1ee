/**
 * The way out: HTTP to addresses that strangers chose, with the address checked being the address dialled. It may never know why a
 * request is made, nor hold a credential of its own.
 */
@NullMarked
package io.cryptocheckout.platform.outbound;

import org.jspecify.annotations.NullMarked;
