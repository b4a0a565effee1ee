/**
 * Identifiers: time-ordered UUIDs shown to people as prefixed ULIDs. Records only; it may never know what an identifier
 * names beyond its prefix.
 */
@NullMarked
package io.cryptocheckout.platform.id;

import org.jspecify.annotations.NullMarked;
