/**
 * Plugins as processes: one walled child JVM for each, started on demand, called with a budget, watched and killed. It may know nothing of
 * what a call is for, and never hands a child more than that call's values.
 */
@NullMarked
package io.cryptocheckout.platform.plugin.process;

import org.jspecify.annotations.NullMarked;
