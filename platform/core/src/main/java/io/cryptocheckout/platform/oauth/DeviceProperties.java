package io.cryptocheckout.platform.oauth;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code checkout.oauth.devices.*}, per node.
 *
 * @param begunPerHour
 *            how many devices may ask for a code from one network address
 * @param wrongCodesPerQuarterHour
 *            how many wrong codes may be entered from one network address; a person alone has a tenth of them
 */
@Validated
@ConfigurationProperties("checkout.oauth.devices")
public record DeviceProperties(@DefaultValue("120") @Min(1) int begunPerHour,
        @DefaultValue("100") @Min(10) int wrongCodesPerQuarterHour) {}
