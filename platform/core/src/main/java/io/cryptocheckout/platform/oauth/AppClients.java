package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.id.IdKind;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/** The apps, as the authorization server asks for its clients; read at every request, so that an app that was deleted is none. */
@Component
final class AppClients implements RegisteredClientRepository {
    static final Duration CODE = Duration.ofSeconds(60);
    static final Duration ACCESS_TOKEN = Duration.ofHours(1);
    static final Duration REFRESH_TOKEN = Duration.ofDays(180);
    static final Duration DEVICE_CODE = Duration.ofMinutes(10);

    private static final TokenSettings TOKENS = TokenSettings.builder().accessTokenFormat(OAuth2TokenFormat.REFERENCE)
            .authorizationCodeTimeToLive(CODE).accessTokenTimeToLive(ACCESS_TOKEN).refreshTokenTimeToLive(REFRESH_TOKEN)
            .deviceCodeTimeToLive(DEVICE_CODE).reuseRefreshTokens(false).build();
    private static final ClientSettings CLIENT = ClientSettings.builder().requireProofKey(true).requireAuthorizationConsent(true).build();

    private final Apps apps;

    AppClients(Apps apps) {
        this.apps = apps;
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("Apps are registered in the dashboard, storefronts register themselves");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        App app = apps.find(UUID.fromString(id));
        return app == null ? null : client(app);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        UUID id = IdKind.APP.parse(clientId);
        App app = id == null ? null : apps.find(id);
        return app == null ? null : client(app);
    }

    private RegisteredClient client(App app) {
        RegisteredClient.Builder client = RegisteredClient.withId(app.id().toString()).clientId(IdKind.APP.format(app.id()))
                .clientName(app.name()).redirectUris(uris -> uris.addAll(app.redirectUris()))
                .scopes(scopes -> app.scopes().stream().map(Permission::wireName).forEach(scopes::add))
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN).tokenSettings(TOKENS).clientSettings(CLIENT);
        client.authorizationGrantType(
                app.kind() == AppKind.CLI ? AuthorizationGrantType.DEVICE_CODE : AuthorizationGrantType.AUTHORIZATION_CODE);
        if (!app.confidential()) {
            return client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE).build();
        }
        // What an app does for itself takes a secret: whoever knows a public client's id alone is anybody.
        return client.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS).clientSecret(encoded(apps.secretHashes(app.id())))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST).build();
    }

    /** All hashes that work now as one text, because the server knows one secret of a client; {@link SecretHashes} takes it apart. */
    private static String encoded(List<byte[]> hashes) {
        return hashes.stream().map(Base64.getEncoder()::encodeToString).collect(Collectors.joining(" ", "sha256 ", ""));
    }
}
