/**
 * Organizations, stores, members and the rules a store gives its sessions. It may never know what a store sells, who is
 * signed in, or how a payment is settled.
 */
@NullMarked
package io.cryptocheckout.platform.tenancy;

import org.jspecify.annotations.NullMarked;
