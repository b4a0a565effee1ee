/**
 * What one coin costs in fiat money: asks public sources in the background and quotes from memory what at least two of
 * them agree on. It never knows a store, a session or an amount, and it never guesses a rate.
 */
@NullMarked
package io.cryptocheckout.platform.pricing;

import org.jspecify.annotations.NullMarked;
