package io.cryptocheckout.platform.access;

import io.cryptocheckout.platform.tenancy.StoreView;

/** What a sign-up made: the person and the first store. */
public record SignedUp(AccountView account, StoreView store) {}
