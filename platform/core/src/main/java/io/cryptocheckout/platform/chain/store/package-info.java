/**
 * The SQL of the chain's tables, written once where they are owned. It may never call a node.
 */
@NullMarked
package io.cryptocheckout.platform.chain.store;

import org.jspecify.annotations.NullMarked;
