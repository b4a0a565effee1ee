/**
 * Settlement: one pure function from facts to the state of a session, and what it answers, which pages may show too. It may never know a
 * database, a clock or a node.
 */
@NamedInterface("settlement")
@NullMarked
package io.cryptocheckout.platform.checkout.settlement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
