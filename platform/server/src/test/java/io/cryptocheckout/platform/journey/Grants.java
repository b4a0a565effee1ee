package io.cryptocheckout.platform.journey;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Scope;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;

/** Apps that were connected, as the authorization server leaves them: for tests of what tokens open. */
public final class Grants {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Connection superuser;

    public Grants(Connection superuser) {
        this.superuser = superuser;
    }

    /** What was granted, and the token for it. */
    public record Granted(UUID app, UUID id, String token) {}

    /** An app of nobody's connects to this store by this person, and gets a token for a day. */
    public Granted connect(Scope scope, UUID person, Set<Permission> scopes) {
        return connect(app("Order desk", "https://orders.example.com/callback"), scope, person, scopes);
    }

    public Granted connect(UUID app, Scope scope, UUID person, Set<Permission> scopes) {
        UUID grant = UUID.randomUUID();
        String[] names = scopes.stream().map(Permission::wireName).toArray(String[]::new);
        execute("""
                insert into oauth.app_authorization (id, app_id, grant_type, account_id, request, scopes, created_at, expires_at)
                values (?, ?, 'authorization_code', ?, '{}', ?, now(), now() + interval '180 days')""", grant, app, person, names);
        execute("""
                insert into oauth.app_grant (store_id, livemode, id, app_id, account_id, scopes, host, agreed_at, connected_at)
                select ?, ?, ?, id, ?, ?, substring(redirect_uris[1] from '://([^/]+)'), now(), now() from oauth.app where id = ?""",
                scope.storeId(), scope.livemode(), grant, person, names, app);
        return new Granted(app, grant, token(grant));
    }

    /** A storefront that registered itself. */
    public UUID app(String name, String redirect) {
        UUID app = UUID.randomUUID();
        execute("""
                insert into oauth.app (id, kind, software_id, name, redirect_uris, scopes, confidential, created_at, updated_at, connected_at)
                values (?, 'storefront', 'woocommerce', ?, array[?], '{sessions:read}', false, now(), now(), now())""", app, name,
                redirect);
        return app;
    }

    /** The token that an app got for itself, for a day. */
    public String ofApp(UUID app) {
        UUID authorization = UUID.randomUUID();
        execute("""
                insert into oauth.app_authorization (id, app_id, grant_type, request, scopes, created_at, expires_at)
                values (?, ?, 'client_credentials', '{}', '{}', now(), now() + interval '1 day')""", authorization, app);
        return token(authorization);
    }

    /** What the app was told of a connection. */
    public UUID told(Granted granted, Scope scope) {
        UUID event = UUID.randomUUID();
        execute("""
                insert into oauth.app_event (store_id, livemode, id, app_id, grant_id, type, body, created_at, state)
                values (?, ?, ?, ?, ?, 'app.connected', '{"object":"event","type":"app.connected"}', now(), 'delivered')""",
                scope.storeId(), scope.livemode(), event, granted.app(), granted.id());
        return event;
    }

    /** One more token of a grant. */
    public String token(UUID grant) {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        String token = "oat_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        execute("""
                insert into oauth.token (hash, authorization_id, kind, issued_at, expires_at)
                values (?, ?, 'access', now(), now() + interval '1 day')""", Sha256.of(token), grant);
        return token;
    }

    public void execute(String sql, Object... values) {
        try (PreparedStatement statement = superuser.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
