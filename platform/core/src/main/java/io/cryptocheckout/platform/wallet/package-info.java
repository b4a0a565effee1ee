/**
 * A store's wallet: import, derivation, and the pool of fresh addresses that sessions take from. It may never know sessions, amounts or
 * customers, and no private key or extended public key ever leaves it.
 */
@NullMarked
package io.cryptocheckout.platform.wallet;

import org.jspecify.annotations.NullMarked;
