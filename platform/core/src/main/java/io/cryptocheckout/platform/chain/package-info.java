/**
 * What the chains say: networks, nodes, the scan cursor, transfers to watched addresses, reorganisations. It knows
 * addresses and transfers, and may never know a store, a session or who is owed what.
 */
@NullMarked
package io.cryptocheckout.platform.chain;

import org.jspecify.annotations.NullMarked;
