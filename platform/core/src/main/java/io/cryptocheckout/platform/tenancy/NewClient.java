package io.cryptocheckout.platform.tenancy;

/**
 * A client's store that an agency sets up.
 *
 * @param ownerEmail
 *            who will own it
 * @param rights
 *            what the agency may do in it
 */
public record NewClient(String storeName, String ownerEmail, Rights rights) {}
