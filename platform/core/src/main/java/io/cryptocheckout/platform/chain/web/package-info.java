/**
 * Where providers tell us to look at a chain. It may never believe what a notice says, only that it is time to look.
 */
@NullMarked
package io.cryptocheckout.platform.chain.web;

import org.jspecify.annotations.NullMarked;
