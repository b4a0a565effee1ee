/**
 * Side-by-side measurements of the running platform against its peers, by ratios of one interleaved run. Never part of the product and
 * never a gate on time.
 */
@NullMarked
package io.cryptocheckout.bench;

import org.jspecify.annotations.NullMarked;
