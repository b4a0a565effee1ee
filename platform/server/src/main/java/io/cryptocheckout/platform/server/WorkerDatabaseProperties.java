package io.cryptocheckout.platform.server;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code checkout.worker.*}: the second connection to the same database, as the role that claims due rows of all stores.
 *
 * @param url
 *            JDBC address, usually that of {@code spring.datasource.url}
 * @param username
 *            the worker role
 * @param password
 *            its password
 * @param maximumPoolSize
 *            connections at once
 */
@Validated
@ConfigurationProperties("checkout.worker")
record WorkerDatabaseProperties(@NotBlank String url, @NotBlank String username, @NotBlank String password,
        @DefaultValue("10") @Min(2) @Max(200) int maximumPoolSize) {}
