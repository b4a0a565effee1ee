/**
 * Envelope encryption of what must not be read from the database: account keys, webhook secrets, signing keys. It may never know what the
 * bytes it seals mean.
 */
@NullMarked
package io.cryptocheckout.platform.sealing;

import org.jspecify.annotations.NullMarked;
