/**
 * The local profile's look at the mail that was written. It may never exist in production.
 */
@NullMarked
package io.cryptocheckout.platform.mail.web;

import org.jspecify.annotations.NullMarked;
