/**
 * Who is calling: accounts, API keys, sign-in, and the plumbing around every request that makes its {@code Caller}. It
 * may never know what the request is for.
 */
@NullMarked
package io.cryptocheckout.platform.access;

import org.jspecify.annotations.NullMarked;
