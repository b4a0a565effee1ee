package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.authority.Permission;
import jakarta.validation.constraints.Min;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code checkout.oauth.*} for storefronts that register themselves.
 *
 * @param storefronts
 *            by software id (RFC 7591); where none is set, {@code woocommerce}
 * @param registrationsPerHour
 *            how many registrations one network address may try, per node
 * @param proofsPerHour
 *            how often one site is asked for its proof, per node
 */
@Validated
@ConfigurationProperties("checkout.oauth")
public record StorefrontProperties(@Nullable Map<String, Software> storefronts, @DefaultValue("20") @Min(1) int registrationsPerHour,
        @DefaultValue("60") @Min(1) int proofsPerHour) {

    private static final List<String> NEVER = List.of("wallet:", "sweeps:", "refunds:approve", "organization:");
    private static final Map<String, Software> SHIPPED = Map.of("woocommerce", new Software("WooCommerce",
            List.of("sessions:read", "sessions:write", "webhooks:read", "webhooks:write", "events:read", "store:read")));

    public StorefrontProperties {
        storefronts = storefronts == null || storefronts.isEmpty() ? SHIPPED : Map.copyOf(storefronts);
    }

    /**
     * A software of storefronts.
     *
     * @param name
     *            as the people are shown it who are asked to connect it
     * @param scopes
     *            the most that it may ask for; never one over the wallet, sweeps or the approval of refunds
     */
    public record Software(String name, List<String> scopes) {

        public Software {
            scopes = List.copyOf(scopes);
            for (String scope : scopes) {
                Permission known = Permission.of(scope);
                if (known == null || !known.grantable() || NEVER.stream().anyMatch(scope::startsWith)) {
                    throw new IllegalStateException("checkout.oauth.storefronts: " + name + " may not be given the scope " + scope);
                }
            }
        }

        Set<Permission> permissions() {
            return Permission.known(scopes);
        }
    }

    @Nullable
    Software software(@Nullable String softwareId) {
        return softwareId == null || storefronts == null ? null : storefronts.get(softwareId);
    }

    String known() {
        return storefronts == null
                ? ""
                : Arrays.stream(storefronts.keySet().toArray(String[]::new)).sorted().collect(Collectors.joining(", "));
    }
}
