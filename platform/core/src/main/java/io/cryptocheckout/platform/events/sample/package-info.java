/**
 * Made-up objects for the test button. It may never read a real one.
 */
@NullMarked
package io.cryptocheckout.platform.events.sample;

import org.jspecify.annotations.NullMarked;
