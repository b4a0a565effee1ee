/**
 * Mail to people: a row in the transaction that gives the reason, sent afterwards. It may never know what a mail is about, nor who its
 * recipient is beyond an address.
 */
@NullMarked
package io.cryptocheckout.platform.mail;

import org.jspecify.annotations.NullMarked;
