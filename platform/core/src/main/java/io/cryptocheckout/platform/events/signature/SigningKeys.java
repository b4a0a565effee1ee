package io.cryptocheckout.platform.events.signature;

import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.sealing.Sealing;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.EcPublicJwk;
import io.jsonwebtoken.security.Jwks;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The platform's keys for the detached JWS, shared by all nodes through their table, the private halves sealed. A next key is published a
 * day before it signs and an old one stays published two days after its last use, so that a receiver may cache the key set.
 */
@Component
public final class SigningKeys {
    /** How long one key signs. */
    public static final Duration LIFE = Duration.ofDays(90);
    public static final Duration PUBLISHED_BEFORE = Duration.ofHours(24);
    public static final Duration KEPT_AFTER = Duration.ofHours(48);
    private static final Duration CACHED = Duration.ofMinutes(1);
    private static final String PURPOSE = "webhook_signing_key";

    private final Database database;
    private final Sealing sealing;
    private final Clock clock;
    private volatile @Nullable KeyRing ring;

    public SigningKeys(Database database, Sealing sealing, Clock clock) {
        this.database = database;
        this.sealing = sealing;
        this.clock = clock;
    }

    /** Signs with the key of this moment; the result is the value of {@code X-Webhook-Jws}. */
    public String sign(WebhookJws.Audience audience, byte[] body) {
        Instant now = clock.instant();
        SigningKey key = ring(now).current(now);
        return WebhookJws.sign(key.id(), key.privateKey(), audience, now, body);
    }

    /** The public halves, as a JSON Web Key Set (RFC 7517). */
    public String publicKeySet() {
        return ring(clock.instant()).keys().stream().map(SigningKey::publicJwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private KeyRing ring(Instant now) {
        KeyRing known = ring;
        return known != null && known.isFresh(now) ? known : reload(now);
    }

    /** One reads for all who sign at this moment. */
    private synchronized KeyRing reload(Instant now) {
        KeyRing known = ring;
        if (known == null || !known.isFresh(now)) {
            known = database.acrossTenants("signing keys belong to the platform", sql -> tend(sql, now));
            ring = known;
        }
        return known;
    }

    /** Reads the keys; makes the next one and drops the oldest where it is time, one node at a time. */
    private KeyRing tend(DSLContext sql, Instant now) {
        List<SigningKey> keys = read(sql);
        if (nextIsDue(keys, now) || oldestIsOver(keys, now)) {
            sql.execute("select pg_advisory_xact_lock(hashtext('events.signing_key'))");
            keys = read(sql);
            if (nextIsDue(keys, now)) {
                make(sql, now, keys.isEmpty() ? now : later(now.plus(PUBLISHED_BEFORE), keys.getLast().activeFrom().plus(LIFE)));
            }
            while (oldestIsOver(keys, now)) {
                sql.execute("delete from events.signing_key where id = ?", keys.getFirst().id());
                keys = read(sql);
            }
            keys = read(sql);
        }
        return new KeyRing(keys, now);
    }

    private static boolean nextIsDue(List<SigningKey> keys, Instant now) {
        return keys.isEmpty() || !now.isBefore(keys.getLast().activeFrom().plus(LIFE).minus(PUBLISHED_BEFORE));
    }

    private static boolean oldestIsOver(List<SigningKey> keys, Instant now) {
        return keys.size() > 1 && !now.isBefore(keys.get(1).activeFrom().plus(KEPT_AFTER));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private List<SigningKey> read(DSLContext sql) {
        List<SigningKey> keys = new ArrayList<>();
        for (Record row : sql.fetch("select id, public_jwk, private_key, active_from from events.signing_key order by active_from")) {
            keys.add(new SigningKey(row.get("id", String.class), row.get("public_jwk", String.class),
                    Es256.privateKey(sealing.openGlobal(row.get("private_key", byte[].class), PURPOSE)),
                    row.get("active_from", Instant.class)));
        }
        return keys;
    }

    private void make(DSLContext sql, Instant now, Instant activeFrom) {
        KeyPair pair = Jwts.SIG.ES256.keyPair().build();
        EcPublicJwk jwk = Jwks.builder().key((ECPublicKey) pair.getPublic()).algorithm("ES256").publicKeyUse("sig").idFromThumbprint()
                .build();
        sql.execute("insert into events.signing_key (id, public_jwk, private_key, published_at, active_from)"
                + " values (?, ?, ?, ?::timestamptz, ?::timestamptz)",
                jwk.getId(), Jwks.json(jwk), sealing.sealGlobal(pair.getPrivate().getEncoded(), PURPOSE), now, activeFrom);
    }

    private record SigningKey(String id, String publicJwk, PrivateKey privateKey, Instant activeFrom) {}

    private record KeyRing(List<SigningKey> keys, Instant readAt) {

        boolean isFresh(Instant now) {
            return Duration.between(readAt, now).abs().compareTo(CACHED) <= 0;
        }

        SigningKey current(Instant now) {
            return keys.stream().filter(key -> !key.activeFrom().isAfter(now)).reduce((older, newer) -> newer).orElse(keys.getFirst());
        }
    }
}
