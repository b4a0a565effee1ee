/**
 * The merchant's dashboard: pages over the same public classes that the API calls. It has no SQL of its own and decides
 * nothing about money.
 */
@NullMarked
package io.cryptocheckout.platform.admin;

import org.jspecify.annotations.NullMarked;
