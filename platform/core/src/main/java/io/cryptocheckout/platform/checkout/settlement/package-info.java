/**
 * Settlement: one pure function from facts to the state of a session. It may never know a database, a clock or a node.
 */
@NullMarked
package io.cryptocheckout.platform.checkout.settlement;

import org.jspecify.annotations.NullMarked;
