package io.cryptocheckout.platform.isolation;

import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.NewAccount;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.journey.Sha256;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** What the filters of the authorization server are there for, each as a question that is answered by a request. */
final class ProtocolProbes {
    private static final String ASK = "/oauth2/authorize?response_type=code&scope=sessions%3Aread&state=s&code_challenge_method=S256"
            + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&client_id=";

    private final Pair pair;
    private final String clientId;
    private final String redirect;
    private final String secret = "cks_" + UUID.randomUUID();

    ProtocolProbes(Pair pair) {
        this.pair = pair;
        UUID app = UUID.randomUUID();
        clientId = IdKind.APP.format(app);
        redirect = "https://" + app + ".example/back";
        pair.rows().execute("insert into oauth.app (id, organization_id, kind, name, redirect_uris, scopes, confidential, created_at,"
                + " updated_at) values (?, ?, 'app', 'Probe', array[?], array['sessions:read'], true, now(), now())", app,
                pair.intruder().organization, redirect);
        pair.rows().execute("insert into oauth.app_secret (app_id, id, last_four, hash, created_at) values (?, ?, 'robe', ?, now())", app,
                UUID.randomUUID(), Sha256.of(secret));
    }

    Map<String, BooleanSupplier> all() {
        Map<String, BooleanSupplier> probes = new LinkedHashMap<>();
        probes.put("the server describes itself", () -> stranger().get("/.well-known/oauth-authorization-server").status() == 200);
        probes.put("an answer says who may frame it",
                () -> stranger().get("/.well-known/oauth-authorization-server").headers().containsKey("x-frame-options"));
        probes.put("an app that shows a wrong secret is refused", () -> sent("/oauth2/token", "cks_wrong").contains("401"));
        probes.put("an app that shows a wrong token is told so", () -> sent("/oauth2/token", secret).contains("invalid_grant"));
        probes.put("an app asks about a token", () -> sent("/oauth2/introspect", secret).contains("active"));
        probes.put("an app gives a token back", () -> sent("/oauth2/revoke", secret).startsWith("200"));
        probes.put("an app sends its request beforehand", () -> sent("/oauth2/par", secret).contains("request_uri"));
        probes.put("a stranger signs in first", () -> stranger().get(asks()).headers().getOrDefault("location", "").endsWith("/login"));
        probes.put("a wrong request is told so before anybody signs in",
                () -> stranger().get(asks().replace(".example", ".elsewhere")).status() == 400);
        probes.put("a signed-in person is asked", () -> pair.intruder().visitor(false).get(asks()).headers()
                .getOrDefault("location", "").contains("/oauth2/consent"));
        probes.put("a session ends with 'sign out everywhere'", this::endsEverywhere);
        probes.put("what was asked for is gone to once", this::goneToOnce);
        return probes;
    }

    private String asks() {
        return ASK + clientId + "&redirect_uri=" + redirect;
    }

    private Visitor stranger() {
        return Visitor.stranger(pair.base());
    }

    private String sent(String path, String secret) {
        Map<String, String> form = new HashMap<>(Map.of("client_id", clientId, "client_secret", secret, "token", "none", "redirect_uri",
                redirect));
        if (path.equals("/oauth2/token")) {
            form.putAll(Map.of("grant_type", "refresh_token", "refresh_token", "none"));
        }
        if (path.equals("/oauth2/par")) {
            form.putAll(Map.of("response_type", "code", "scope", "sessions:read", "code_challenge_method", "S256", "code_challenge",
                    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
        }
        Answer answer = stranger().post(path, form);
        return answer.status() + " " + answer.page();
    }

    private boolean endsEverywhere() {
        String email = "leaving-" + UUID.randomUUID() + "@example.org";
        UUID account = Objects.requireNonNull(pair.victim().run.context.getBean(Accounts.class)
                .create(new NewAccount(email, Shop.PASSWORD, "Leaving", "Leaving"))).account().id();
        Visitor visitor = Visitor.signedIn(pair.base(), email, Shop.PASSWORD);
        pair.rows().execute("update access.account set sessions_generation = sessions_generation + 1 where id = ?", account);
        return visitor.get(asks()).headers().getOrDefault("location", "").endsWith("/login");
    }

    private boolean goneToOnce() {
        Visitor visitor = stranger();
        visitor.get(asks());
        Map<String, String> who = Map.of("email", pair.intruder().owner, "password", Shop.PASSWORD);
        String first = visitor.signsIn("/login", who);
        visitor.get(first.replace(pair.base(), ""));
        return first.contains("/oauth2/authorize") && visitor.signsIn("/account", who).endsWith("/dashboard");
    }
}
