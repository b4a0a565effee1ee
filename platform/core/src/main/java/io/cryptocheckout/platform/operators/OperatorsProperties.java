package io.cryptocheckout.platform.operators;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The setting {@code checkout.operators}.
 *
 * @param operators
 *            the e-mail addresses of those who run the platform; nobody where it is empty
 */
@ConfigurationProperties("checkout")
public record OperatorsProperties(@DefaultValue List<String> operators) {}
