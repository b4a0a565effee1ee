package io.cryptocheckout.platform.events.signature;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.JwtException;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The detached JWS (RFC 7515, unencoded payload of RFC 7797, ES256) for receivers that hold no secret. The platform signs for all stores
 * with the same key, so the protected header says for whom: a verifier that does not compare store, endpoint and mode with its own would
 * accept what was meant for somebody else.
 */
public final class WebhookJws {
    /** How far the time in the header may be from the verifier's. */
    public static final Duration TOLERANCE = Duration.ofSeconds(300);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String STORE = "store";
    private static final String ENDPOINT = "endpoint";
    private static final String LIVEMODE = "livemode";

    private WebhookJws() {}

    /** For whom a signature is made: public identifiers, and the mode of the event. */
    public record Audience(String store, String endpoint, boolean livemode) {}

    /**
     * A {@code <header>..<signature>} text; the body travels beside it. The signature covers the header's text, a dot and the body's bytes
     * as they are (RFC 7797, section 3).
     */
    static String sign(String keyId, PrivateKey key, Audience audience, Instant at, byte[] body) {
        // The content type must be named: without it a JSON body is taken for claims when jjwt verifies it.
        String header = "{\"alg\":\"ES256\",\"kid\":\"" + plain(keyId)
                + "\",\"" + STORE + "\":\"" + plain(audience.store())
                + "\",\"" + ENDPOINT + "\":\"" + plain(audience.endpoint())
                + "\",\"" + LIVEMODE + "\":" + audience.livemode()
                + ",\"" + Claims.ISSUED_AT + "\":" + at.getEpochSecond()
                + ",\"cty\":\"json\",\"b64\":false,\"crit\":[\"b64\"]}";
        String head = BASE64.encodeToString(header.getBytes(StandardCharsets.US_ASCII)) + ".";
        byte[] signature = Es256.sign(key, head.getBytes(StandardCharsets.US_ASCII), body);
        return head + "." + BASE64.encodeToString(signature);
    }

    /** Identifiers need no escapes in JSON; anything else would be a way to write the header. */
    private static String plain(String identifier) {
        for (int i = 0; i < identifier.length(); i++) {
            char c = identifier.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-')) {
                throw new IllegalArgumentException("Not an identifier: " + identifier);
            }
        }
        return identifier;
    }

    /**
     * What a receiver does.
     *
     * @param keys
     *            the public key of a key id, null where the key set has none
     * @param expected
     *            the receiver's own store, endpoint and mode
     * @return true only where the signature is good, meant for the expected audience, and fresh
     */
    public static boolean verify(String jws, byte[] body, Function<String, @Nullable Key> keys, Audience expected, Instant now) {
        try {
            JwsHeader header = Jwts.parser().critical().add("b64").and()
                    .keyLocator(unverified -> keys.apply(String.valueOf(unverified.get("kid"))))
                    .build().parseSignedContent(jws, body).getHeader();
            boolean meant = expected.store().equals(header.get(STORE)) && expected.endpoint().equals(header.get(ENDPOINT))
                    && Boolean.valueOf(expected.livemode()).equals(header.get(LIVEMODE)) && "ES256".equals(header.getAlgorithm());
            return meant && header.get(Claims.ISSUED_AT) instanceof Number at
                    && Math.abs(now.getEpochSecond() - at.longValue()) <= TOLERANCE.toSeconds();
        } catch (JwtException | IllegalArgumentException e) {
            return false;
        }
    }
}
