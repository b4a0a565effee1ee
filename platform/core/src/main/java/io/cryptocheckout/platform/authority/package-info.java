/**
 * Authority as a parameter: who calls, for which store and mode, with which permissions. Records only; it may never know
 * how a caller proved who he is.
 */
@NullMarked
package io.cryptocheckout.platform.authority;

import org.jspecify.annotations.NullMarked;
