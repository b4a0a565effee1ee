/**
 * Talking to nodes over JSON-RPC: several for a network, none of them believed without a check. It may never know which
 * addresses are watched, nor write a fact.
 */
@NullMarked
package io.cryptocheckout.platform.chain.node;

import org.jspecify.annotations.NullMarked;
