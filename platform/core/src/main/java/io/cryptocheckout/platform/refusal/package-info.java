/**
 * Refusals: every broken rule by its name, with the status it answers. It may never know how a refusal reaches the
 * caller.
 */
@NullMarked
package io.cryptocheckout.platform.refusal;

import org.jspecify.annotations.NullMarked;
