package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.outbound.GuardedHttp;
import io.cryptocheckout.platform.outbound.OutboundPolicy;
import io.cryptocheckout.platform.outbound.Outcome;
import io.cryptocheckout.plugin.Refused;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The only way out of a plugin: to the hosts that it declared, by the platform's guarded client, and not too often. */
final class PluginHttp {
    static final int PER_MINUTE = 60;
    static final int LARGEST = 256 << 10;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /** What a plugin needs of its time to make something of an answer. */
    private static final Duration AFTERWARDS = Duration.ofMillis(300);
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final int MOST_HEADERS = 30;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,80}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{0,2000}");
    /** What the client decides itself. */
    private static final Set<String> NOT_THEIRS = Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "te",
            "trailer", "expect", "proxy-authorization", "proxy-connection", "keep-alive", "user-agent");

    private final GuardedHttp http;
    private final Clock clock;
    private final PerMinute<String> calls = new PerMinute<>(PER_MINUTE);

    PluginHttp(GuardedHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /** What is posted. */
    record Body(Map<?, ?> headers, String text) {}

    /**
     * @param left
     *            what is left of the call's time: a request takes no longer, because a process whose calls do not end is ended for every store
     */
    Object get(EnabledPlugin plugin, String url, Duration left) throws IOException {
        OutboundPolicy policy = policy(plugin, left);
        return answer(http.get(address(plugin, url), policy));
    }

    Object post(EnabledPlugin plugin, String url, Body body, Duration left) throws IOException {
        byte[] bytes = body.text().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LARGEST) {
            throw new Refused("A body has at most " + (LARGEST >> 10) + " KiB");
        }
        Map<String, String> headers = headers(body.headers());
        OutboundPolicy policy = policy(plugin, left);
        return answer(http.post(address(plugin, url), headers, bytes, policy));
    }

    private URI address(EnabledPlugin plugin, String url) {
        URI address;
        try {
            address = new URI(url);
        } catch (URISyntaxException e) {
            throw new Refused("The URL is malformed");
        }
        if (!plugin.manifest().allows(address, plugin.settings())) {
            throw new Refused("The host " + address.getHost() + " is not declared in the manifest");
        }
        if (!calls.take(plugin.id() + plugin.scope(), clock.instant())) {
            throw new Refused("A plugin makes at most " + PER_MINUTE + " calls a minute for a store");
        }
        return address;
    }

    private static OutboundPolicy policy(EnabledPlugin plugin, Duration left) throws IOException {
        Duration time = left.minus(AFTERWARDS);
        if (time.compareTo(SHORTEST) < 0) {
            throw new IOException("There is no time left for a request");
        }
        return new OutboundPolicy(plugin.scope().livemode(), time.compareTo(LONGEST) > 0 ? LONGEST : time, LARGEST);
    }

    private static Map<String, String> headers(Map<?, ?> given) {
        if (given.size() > MOST_HEADERS) {
            throw new Refused("A request has at most " + MOST_HEADERS + " headers");
        }
        Map<String, String> headers = new HashMap<>();
        given.forEach((key, value) -> {
            String name = String.valueOf(key).toLowerCase(Locale.ROOT);
            if (!NAME.matcher(name).matches() || !VALUE.matcher(String.valueOf(value)).matches() || NOT_THEIRS.contains(name)) {
                throw new Refused("The header " + name.replaceAll("[^a-z0-9-]", "?") + " cannot be sent");
            }
            headers.put(name, String.valueOf(value));
        });
        return headers;
    }

    private static Object answer(Outcome outcome) throws IOException {
        Outcome.Failure error = outcome.error();
        if (error == null) {
            return Map.of("status", (long) outcome.status(), "body", outcome.body());
        }
        throw new IOException(switch (error) {
            case REFUSED_ADDRESS -> throw new Refused("The URL leads to an address that may not be called");
            case UNKNOWN_HOST -> "The host name could not be resolved";
            case CONNECTION -> "No connection could be made, or it broke off";
            case TLS -> "The TLS handshake failed";
            case TIMEOUT -> "There was no complete answer in time";
        });
    }
}
