/**
 * Settings, Wallet: importing, comparing, confirming and changing a store's wallet. It may never know a recovery phrase, which stays in the
 * merchant's browser.
 */
@NullMarked
package io.cryptocheckout.platform.admin.wallet;

import org.jspecify.annotations.NullMarked;
