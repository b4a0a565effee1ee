package io.cryptocheckout.platform.access;

import jakarta.validation.constraints.Min;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code checkout.access.*}.
 *
 * @param httpsOnly
 *            true where browsers reach the platform by HTTPS alone: cookies are secure and HSTS is sent
 * @param allowedHosts
 *            the Host headers that are answered, without port; empty for any
 * @param requestsPerSecond
 *            what one API key may ask on average, per node
 * @param requestBurst
 *            what one API key may ask at once, per node
 * @param refusedKeysPerMinute
 *            how many wrong keys one address may show
 * @param signInsPerQuarterHour
 *            how many failed sign-ins one address may make; a tenth of it at one account
 * @param signUpsPerHour
 *            how many accounts one address may make
 * @param passwordChecks
 *            how many passwords are hashed at once; each takes 19 MiB and a core
 */
@Validated
@ConfigurationProperties("checkout.access")
public record AccessProperties(@DefaultValue("false") boolean httpsOnly, @DefaultValue List<String> allowedHosts,
        @DefaultValue("100") @Min(1) int requestsPerSecond, @DefaultValue("500") @Min(1) int requestBurst,
        @DefaultValue("60") @Min(1) int refusedKeysPerMinute, @DefaultValue("100") @Min(10) int signInsPerQuarterHour,
        @DefaultValue("30") @Min(1) int signUpsPerHour, @DefaultValue("2") @Min(1) int passwordChecks) {}
