package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.authority.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An app as the authorization server knows it: a client of OAuth 2.0 (RFC 6749, section 2).
 *
 * @param organizationId
 *            whose developers registered it; null for a storefront that registered itself
 * @param softwareId
 *            the storefront's software (RFC 7591), null for others
 * @param redirectUris
 *            compared as text, whole (RFC 9700, section 2.1)
 * @param scopes
 *            the most that it may ever ask for
 * @param confidential
 *            whether it has a secret; others prove themselves by PKCE alone (RFC 7636)
 * @param verified
 *            whether the operator of the platform looked at it
 * @param connectedAt
 *            when it was first connected; null where it never was
 * @param registeredFor
 *            the organization whose one-time token stood for the proof of its site, and whose stores alone it may be connected to; null
 *            for all others
 */
public record App(UUID id, @Nullable UUID organizationId, AppKind kind, @Nullable String softwareId, String name, @Nullable String logoUrl,
        List<String> redirectUris, Set<Permission> scopes, boolean confidential, boolean verified, @Nullable String webhookUrl,
        Instant createdAt, @Nullable Instant connectedAt, @Nullable UUID registeredFor) {

    public App {
        redirectUris = List.copyOf(redirectUris);
        scopes = Set.copyOf(scopes);
    }
}
