/**
 * The people who run the platform: who they are, what they do to stores, and what they see of all stores together. It may never know a
 * store's wallet, keys, secrets, or anything about its customers.
 */
@NullMarked
package io.cryptocheckout.platform.operators;

import org.jspecify.annotations.NullMarked;
