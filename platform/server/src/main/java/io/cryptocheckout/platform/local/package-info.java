/**
 * What stands around the platform on a developer's machine: a database, a chain, a demo store and a demo shop. It exists in the local
 * profile alone, and production may never know it.
 */
@NullMarked
package io.cryptocheckout.platform.local;

import org.jspecify.annotations.NullMarked;
