package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.oauth.App;
import io.cryptocheckout.platform.oauth.AppDetails;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was typed into the form of an app.
 *
 * @param kind
 *            {@code confidential} or {@code public}; read when an app is registered alone
 */
public record AppForm(String name, String logoUrl, String redirectUris, Set<String> scopes, String webhookUrl, String kind) {

    /** A field that was not sent is an empty one. */
    public AppForm(@Nullable String name, @Nullable String logoUrl, @Nullable String redirectUris, @Nullable Set<String> scopes,
            @Nullable String webhookUrl, @Nullable String kind) {
        this.name = orEmpty(name);
        this.logoUrl = orEmpty(logoUrl);
        this.redirectUris = orEmpty(redirectUris);
        this.scopes = scopes == null ? Set.of() : Set.copyOf(scopes);
        this.webhookUrl = orEmpty(webhookUrl);
        this.kind = kind == null ? "confidential" : kind;
    }

    static AppForm empty() {
        return new AppForm(null, null, null, Set.of("sessions:read", "store:read"), null, null);
    }

    static AppForm of(App app) {
        return new AppForm(app.name(), app.logoUrl(), String.join("\n", app.redirectUris()),
                app.scopes().stream().map(Permission::wireName).collect(Collectors.toUnmodifiableSet()), app.webhookUrl(),
                app.confidential() ? "confidential" : "public");
    }

    AppDetails details() {
        Set<Permission> wanted = new LinkedHashSet<>();
        for (String scope : scopes) {
            Permission known = Permission.of(scope);
            if (known == null) {
                throw new Refused(Refusal.FIELD_INVALID, "scopes", "Choose among the scopes that the form offers.");
            }
            wanted.add(known);
        }
        return new AppDetails(name, orNull(logoUrl), Lines.of(redirectUris), wanted, orNull(webhookUrl));
    }

    boolean confidential() {
        return switch (kind) {
            case "confidential" -> true;
            case "public" -> false;
            default -> throw new Refused(Refusal.FIELD_INVALID, "kind", "Choose where the app runs.");
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
