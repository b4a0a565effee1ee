/**
 * Composition: what no room owns but all need, such as the clock, and the settings without which nothing may start. It may never know
 * what a payment is.
 */
@NullMarked
package io.cryptocheckout.platform.server;

import org.jspecify.annotations.NullMarked;
