/**
 * Money: fiat amounts, on-chain assets and the one place where anything is rounded. Records only; it may never know who
 * pays whom.
 */
@NullMarked
package io.cryptocheckout.platform.money;

import org.jspecify.annotations.NullMarked;
