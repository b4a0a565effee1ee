/**
 * The host of platform plugins: which there are, who enabled them, what they are called for, and how they are stopped. It may never know
 * what a payment is, and hands a plugin nothing of a store that did not enable it.
 */
@NullMarked
package io.cryptocheckout.platform.plugin;

import org.jspecify.annotations.NullMarked;
