package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.outbound.UrlRules;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an app may be; each refusal names its field and says what to do. Nothing is asked of a database or a network. */
@Component
final class AppRules {
    static final int MOST_REDIRECT_URIS = 10;

    private static final int LONGEST_URL = 2048;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern DOT_SEGMENT = Pattern.compile("(^|/)(\\.|%2e){1,2}(/|$)");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");
    private static final String A_URL = "must be an absolute URL of at most " + LONGEST_URL
            + " printable ASCII characters with a host, such as https://app.example/callback";

    private final UrlRules urls;

    AppRules(UrlRules urls) {
        this.urls = urls;
    }

    void check(AppDetails app) {
        refuse(Refusal.FIELD_INVALID, "name", AppNames.problem(app.name()));
        refuse(Refusal.FIELD_INVALID, "logoUrl", logoProblem(app.logoUrl()));
        redirects(app.redirectUris());
        require(!app.scopes().isEmpty(), "scopes", "Choose at least one scope: an app that may ask for nothing can do nothing.");
        require(app.scopes().stream().allMatch(Permission::grantable), "scopes",
                "An app cannot ask for what only a signed-in person may do.");
        String webhook = webhookProblem(app.webhookUrl());
        refuse(Refusal.WEBHOOK_URL_REFUSED, "webhookUrl", webhook == null ? null : "The webhook URL " + webhook + ".");
    }

    private void redirects(List<String> uris) {
        require(!uris.isEmpty() && uris.size() <= MOST_REDIRECT_URIS, "redirectUris", "Give 1 to 10 redirect URIs, each on its own line.");
        require(new HashSet<>(uris).size() == uris.size(), "redirectUris", "A redirect URI stands there twice. Leave one of them out.");
        for (int i = 0; i < uris.size(); i++) {
            String problem = redirectProblem(uris.get(i));
            refuse(Refusal.URL_INVALID, "redirectUris." + i,
                    problem == null ? null : "The redirect URI " + uris.get(i) + " " + problem + ".");
        }
    }

    /**
     * What is wrong with a redirect URI; null where nothing is. It is https; plain http is for this machine alone (RFC 8252, section
     * 7.3), by its address and, where the platform may call receivers on its own machine, by the name localhost.
     */
    @Nullable
    String redirectProblem(String text) {
        URI uri = parsed(text);
        if (uri == null) {
            return A_URL;
        }
        if (uri.getRawFragment() != null) {
            return "must not contain a fragment; leave out # and what follows";
        }
        if (uri.getRawUserInfo() != null) {
            return "must not contain a user name or password";
        }
        if (text.contains("*")) {
            return "must not contain a wildcard; register each URI whole";
        }
        String path = uri.getRawPath();
        if (path != null && DOT_SEGMENT.matcher(path.toLowerCase(Locale.ROOT)).find()) {
            return "must not contain . or .. as a part of its path; write the path out";
        }
        boolean open = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && isThisMachine(uri);
        return open ? null : "must begin with https://; http:// is for 127.0.0.1 and [::1] alone";
    }

    private boolean isThisMachine(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(host) || host.equals("localhost") && urls.check(uri.toString(), false) == null;
    }

    private static @Nullable String logoProblem(@Nullable String text) {
        URI uri = text == null ? null : parsed(text);
        boolean fine = text == null
                || uri != null && "https".equals(uri.getScheme()) && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
        return fine ? null : "The logo is an https:// URL of at most 2048 characters, without user name and fragment. Or leave it empty.";
    }

    /** As for an endpoint of live mode; on a developer's machine, this machine too. */
    private @Nullable String webhookProblem(@Nullable String text) {
        String problem = text == null ? null : urls.check(text, true);
        URI uri = problem == null || text == null ? null : parsed(text);
        boolean local = uri != null && (LOOPBACK.contains(uri.getHost()) || "localhost".equals(uri.getHost()));
        return local && text != null && urls.check(text, false) == null ? null : problem;
    }

    private static @Nullable URI parsed(String text) {
        if (text.length() > LONGEST_URL || !PRINTABLE.matcher(text).matches()) {
            return null;
        }
        try {
            URI uri = new URI(text).parseServerAuthority();
            boolean port = uri.getPort() != 0 && uri.getPort() <= 65_535 && uri.getRawAuthority() != null
                    && !uri.getRawAuthority().endsWith(":");
            return uri.getHost() != null && port ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static void require(boolean holds, String field, String message) {
        refuse(Refusal.FIELD_INVALID, field, holds ? null : message);
    }

    private static void refuse(Refusal refusal, String field, @Nullable String problem) {
        if (problem != null) {
            throw new Refused(refusal, field, problem);
        }
    }
}
