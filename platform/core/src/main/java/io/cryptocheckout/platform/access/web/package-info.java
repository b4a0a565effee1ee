/**
 * The plumbing around every request: identification, limits, headers, and the one mapping of failures to the error
 * object. It may never know what a request is for.
 */
@NullMarked
package io.cryptocheckout.platform.access.web;

import org.jspecify.annotations.NullMarked;
