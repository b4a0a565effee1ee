/**
 * What people and credentials changed in a store, in an append-only log whose entries are chained by their hashes. It may never know
 * what the acts mean, or change an entry once it is written.
 */
@NullMarked
package io.cryptocheckout.platform.audit;

import org.jspecify.annotations.NullMarked;
