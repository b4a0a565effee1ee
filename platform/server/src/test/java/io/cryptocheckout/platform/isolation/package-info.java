/**
 * Proves that no store reaches another one, by lists that are made at run time from the specification, the pages, the policies and the
 * filters. It may know every room from outside, and never decides anything by itself.
 */
@NullMarked
package io.cryptocheckout.platform.isolation;

import org.jspecify.annotations.NullMarked;
