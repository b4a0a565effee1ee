/**
 * The API's checkout sessions, and an organization's stores with how they are doing: translates, and decides nothing. It may never
 * know SQL or a rule of settlement.
 */
@NullMarked
package io.cryptocheckout.platform.checkout.web;

import org.jspecify.annotations.NullMarked;
