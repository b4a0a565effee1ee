package io.cryptocheckout.platform.database;

/**
 * How to reach the database as the worker: the role that claims due rows across tenants and owns nothing. Production
 * reads it from {@code checkout.worker.*}; the local profile makes it from the embedded database.
 */
public record WorkerConnectionDetails(String jdbcUrl, String username, String password, int maximumPoolSize) {}
