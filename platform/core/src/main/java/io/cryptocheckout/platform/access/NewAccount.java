package io.cryptocheckout.platform.access;

/** A person who signs up, with the first store. */
public record NewAccount(String email, String password, String storeName, String organizationName) {

    @Override
    public String toString() {
        return "NewAccount[" + storeName + "]";
    }
}
