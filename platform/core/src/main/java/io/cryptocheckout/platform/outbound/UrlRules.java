package io.cryptocheckout.platform.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs a merchant may give. Nothing here asks the name service: what a name points to is checked when it is dialled, because only
 * then it matters.
 */
public final class UrlRules {
    private static final int MAX_LENGTH = 2048;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern IPV4 = Pattern
            .compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");
    private static final Pattern NUMERIC_LABEL = Pattern.compile("(0[xX][0-9a-fA-F]*|\\d+)");
    private static final List<String> INNER_SUFFIXES = List.of("localhost", "local", "localdomain", "internal", "intranet", "lan", "corp",
            "home", "private", "arpa");

    private final LoopbackReceivers loopback;

    public UrlRules(LoopbackReceivers loopback) {
        this.loopback = loopback;
    }

    /**
     * What is wrong with a URL the platform would call; null where nothing is. Live mode takes HTTPS and public hosts only.
     */
    public @Nullable String check(String url, boolean livemode) {
        URI uri = parse(url);
        if (uri == null) {
            return "must be an absolute http or https URL of at most " + MAX_LENGTH + " printable ASCII characters, with a host name";
        }
        String problem = shape(uri);
        if (problem == null && livemode && !"https".equalsIgnoreCase(uri.getScheme())) {
            problem = "must be an https URL in live mode";
        }
        if (problem == null && BlockedPorts.contains(port(uri))) {
            problem = "must not use port " + port(uri) + ", which belongs to another protocol";
        }
        return problem != null ? problem : innerHost(uri, livemode);
    }

    /**
     * What is wrong with a URL that is only shown to people and opened by their browsers; null where nothing is. A placeholder in braces
     * is allowed. In test mode it may lead anywhere, in live mode to public hosts only.
     */
    public @Nullable String checkLink(String url, boolean livemode) {
        URI uri = parse(url.replaceAll("\\{[A-Z_]+}", "x"));
        if (uri == null || uri.getRawUserInfo() != null) {
            return "must be an absolute http or https URL of at most " + MAX_LENGTH + " printable ASCII characters, without user name";
        }
        return livemode ? innerHost(uri, true) : null;
    }

    /** The port that will be dialled. */
    static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private static @Nullable URI parse(String url) {
        if (url.length() > MAX_LENGTH || !PRINTABLE.matcher(url).matches()) {
            return null;
        }
        try {
            URI uri = new URI(url).parseServerAuthority();
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return http && uri.getHost() != null && uri.getPort() <= 65_535 ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static @Nullable String shape(URI uri) {
        if (uri.getRawUserInfo() != null) {
            return "must not contain a user name or password";
        }
        return uri.getRawFragment() != null ? "must not contain a fragment" : null;
    }

    private @Nullable String innerHost(URI uri, boolean livemode) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        if (host.startsWith("[") || IPV4.matcher(host).matches()) {
            return innerAddress(host, uri, livemode);
        }
        String lastLabel = host.substring(host.lastIndexOf('.') + 1);
        if (NUMERIC_LABEL.matcher(lastLabel).matches()) {
            return "must name its host by a name or by a plain dotted address";
        }
        if (host.equals("localhost")) {
            return loopbackProblem(uri, livemode);
        }
        boolean inner = host.indexOf('.') < 0 || INNER_SUFFIXES.contains(lastLabel);
        return inner ? "must name a host that is reachable from the internet" : null;
    }

    private @Nullable String innerAddress(String host, URI uri, boolean livemode) {
        if (host.indexOf('%') >= 0) {
            return "must not contain a zone";
        }
        try {
            String kind = AddressRules.problem(InetAddress.getByName(host));
            if ("loopback".equals(kind)) {
                return loopbackProblem(uri, livemode);
            }
            return kind == null ? null : "must name a host that is reachable from the internet, not a " + kind + " address";
        } catch (UnknownHostException e) {
            return "must name a host that exists";
        }
    }

    private @Nullable String loopbackProblem(URI uri, boolean livemode) {
        return loopback.allows(livemode, port(uri)) ? null : "must name a host that is reachable from the internet, not this machine";
    }
}
