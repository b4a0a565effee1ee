/**
 * The delivery loop: claims what is due, signs and sends it, and writes down what came of it. It may never know why an event happened,
 * and nothing it holds in memory is the only copy.
 */
@NullMarked
package io.cryptocheckout.platform.events.delivery;

import org.jspecify.annotations.NullMarked;
