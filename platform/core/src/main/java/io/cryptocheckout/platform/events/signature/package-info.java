/**
 * How a receiver knows that an event came from the platform: shared secrets and the platform's signing keys. It may never know a
 * delivery, only bytes, names and a time.
 */
@NullMarked
package io.cryptocheckout.platform.events.signature;

import org.jspecify.annotations.NullMarked;
