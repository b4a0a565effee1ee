package io.cryptocheckout.platform.mail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail goes out. The server itself is set by {@code spring.mail.*}; without a host nothing is sent and the rows wait.
 *
 * @param from
 *            the sender people see
 */
@ConfigurationProperties("checkout.mail")
public record MailProperties(@DefaultValue("Crypto Checkout <no-reply@localhost>") String from) {}
