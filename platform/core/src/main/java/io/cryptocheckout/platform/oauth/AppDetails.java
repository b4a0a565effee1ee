package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.authority.Permission;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the developers of an app say about it and may change.
 *
 * @param name
 *            1 to 80 characters, as the people are shown it who are asked to connect it
 * @param logoUrl
 *            an https URL that their browsers fetch and the platform never; null for none
 * @param redirectUris
 *            where the answer to an authorization request may go, each whole (RFC 9700, section 2.1)
 * @param scopes
 *            the most that it may ever ask for
 * @param webhookUrl
 *            where the app hears of its own connections; null for nowhere
 */
public record AppDetails(String name, @Nullable String logoUrl, List<String> redirectUris, Set<Permission> scopes,
        @Nullable String webhookUrl) {

    public AppDetails {
        name = name.strip();
        redirectUris = List.copyOf(redirectUris);
        scopes = Set.copyOf(scopes);
    }

    static AppDetails of(App app) {
        return new AppDetails(app.name(), app.logoUrl(), app.redirectUris(), app.scopes(), app.webhookUrl());
    }
}
