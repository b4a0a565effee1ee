/**
 * Following each chain block by block, matching transfers and balances of watched addresses, and turning back at a fork. It
 * decides what is a fact, and may never know what a fact is worth to whom.
 */
@NullMarked
package io.cryptocheckout.platform.chain.scan;

import org.jspecify.annotations.NullMarked;
