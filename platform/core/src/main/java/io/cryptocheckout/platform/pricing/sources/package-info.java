/**
 * One class for each public price source, speaking the source's own format. They never judge a price and never know
 * each other.
 */
@NullMarked
package io.cryptocheckout.platform.pricing.sources;

import org.jspecify.annotations.NullMarked;
