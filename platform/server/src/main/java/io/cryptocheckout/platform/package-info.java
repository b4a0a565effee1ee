/** The root of all rooms. It holds the main class alone and may never hold logic. */
@NullMarked
package io.cryptocheckout.platform;

import org.jspecify.annotations.NullMarked;
