package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.access.AllowedRate;
import io.cryptocheckout.platform.outbound.GuardedHttp;
import io.cryptocheckout.platform.outbound.OutboundPolicy;
import io.cryptocheckout.platform.outbound.Outcome;
import io.cryptocheckout.platform.outbound.UrlRules;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a site whether it is about to register, at an address of the same scheme, host and port as its redirect URI: it must say a
 * number back that nobody knew before, with the redirect URI it wants. Whoever names another one's site does not get past that.
 */
@Component
class SiteProof {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LARGEST_ANSWER = 4096;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final GuardedHttp http;
    private final UrlRules urls;
    private final AllowedRate asked;

    SiteProof(GuardedHttp http, UrlRules urls, StorefrontProperties properties) {
        this.http = http;
        this.urls = urls;
        this.asked = new AllowedRate(properties.proofsPerHour(), Duration.ofHours(1));
    }

    /** Refuses where the site did not prove that the redirect URI is its own. */
    void require(String redirectUri, String proofUri) {
        URI proof = parsed(proofUri);
        URI redirect = parsed(redirectUri);
        if (proof == null || redirect == null || !origin(proof).equals(origin(redirect)) || proof.getRawFragment() != null
                || proof.getRawUserInfo() != null) {
            throw RegistrationRefused.metadata("proof_uri must be an absolute URL with the scheme, host and port of the redirect URI.");
        }
        boolean livemode = urls.check(proofUri, true) == null;
        String problem = livemode ? null : urls.check(proofUri, false);
        if (problem != null || !livemode && !redirect.getScheme().equals("http")) {
            throw RegistrationRefused.redirect("The platform cannot ask this site for its proof: proof_uri "
                    + (problem == null ? urls.check(proofUri, true) : problem)
                    + ". Register with a one-time token of the dashboard instead.");
        }
        if (!asked.take(origin(proof)).allowed()) {
            throw new RegistrationRefused(RegistrationRefused.Why.RATE_LIMITED, "This site was asked too often; try again in an hour.");
        }
        String nonce = Secrets.next("");
        check(http.get(withNonce(proof, nonce), new OutboundPolicy(livemode, PATIENCE, LARGEST_ANSWER)), nonce, redirectUri);
    }

    private static void check(Outcome outcome, String nonce, String redirectUri) {
        if (outcome.error() != null) {
            throw RegistrationRefused.redirect("The site gave no proof: no answer at proof_uri ("
                    + outcome.error().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ").");
        }
        if (outcome.status() != 200) {
            throw RegistrationRefused.redirect("The site gave no proof: proof_uri answered " + outcome.status()
                    + ", it must be 200. Redirects are not followed.");
        }
        JsonNode answer = read(outcome.body());
        if (!text(answer, "nonce").equals(nonce)) {
            throw RegistrationRefused.redirect("The site gave no proof: proof_uri must answer JSON with the nonce it was asked with.");
        }
        if (!text(answer, "redirect_uri").equals(redirectUri)) {
            throw RegistrationRefused.redirect("The site did not confirm this redirect URI: redirect_uri of its proof is another one.");
        }
    }

    private static String text(JsonNode answer, String member) {
        JsonNode value = answer.path(member);
        return value.isString() ? value.asString() : "";
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static URI withNonce(URI proof, String nonce) {
        String path = proof.getRawPath() == null || proof.getRawPath().isEmpty() ? "/" : proof.getRawPath();
        String query = proof.getRawQuery() == null ? "" : proof.getRawQuery() + "&";
        return URI.create(proof.getScheme() + "://" + proof.getRawAuthority() + path + "?" + query + "nonce=" + nonce);
    }

    private static String origin(URI uri) {
        int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
        return uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    private static @Nullable URI parsed(String text) {
        try {
            URI uri = new URI(text).parseServerAuthority();
            return uri.getHost() != null && uri.getScheme() != null ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
