package io.cryptocheckout.platform.events.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.events.EventsRoom;
import io.cryptocheckout.platform.sealing.Sealing;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SigningKeysTest {
    private static final WebhookJws.Audience OURS = new WebhookJws.Audience("store_1", "we_1", true);
    private static final byte[] BODY = "{\"id\":\"evt_1\",\"exp\":1}".getBytes(StandardCharsets.UTF_8);

    private EventsRoom room;
    private SigningKeys keys;

    @BeforeEach
    void open() {
        room = new EventsRoom();
        keys = room.bean(SigningKeys.class);
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void a_jws_is_good_for_its_own_audience_body_and_time_alone() {
        String jws = keys.sign(OURS, BODY);
        Instant now = room.clock().instant();
        assertThat(jws).matches("[\\w-]+\\.\\.[\\w-]+");
        assertThat(WebhookJws.verify(jws, BODY, published(), OURS, now)).isTrue();

        assertThat(WebhookJws.verify(jws, BODY, published(), new WebhookJws.Audience("store_2", "we_1", true), now)).isFalse();
        assertThat(WebhookJws.verify(jws, BODY, published(), new WebhookJws.Audience("store_1", "we_2", true), now)).isFalse();
        assertThat(WebhookJws.verify(jws, BODY, published(), new WebhookJws.Audience("store_1", "we_1", false), now)).isFalse();
        assertThat(WebhookJws.verify(jws, BODY, published(), OURS, now.plusSeconds(360))).isFalse();
        assertThat(WebhookJws.verify(jws, BODY, published(), OURS, now.minusSeconds(360))).isFalse();
        assertThat(WebhookJws.verify(jws, BODY, published(), OURS, now.plusSeconds(300))).isTrue();
        assertThat(WebhookJws.verify(jws, BODY, kid -> null, OURS, now)).isFalse();
        assertThat(WebhookJws.verify("a..b", BODY, published(), OURS, now)).isFalse();
        assertThat(WebhookJws.verify("", BODY, published(), OURS, now)).isFalse();
        for (int i = 0; i < BODY.length; i++) {
            byte[] flipped = BODY.clone();
            flipped[i] ^= 1;
            assertThat(WebhookJws.verify(jws, flipped, published(), OURS, now)).isFalse();
        }
        // The last character of base 64 holds bits that mean nothing, so it is left alone.
        for (int i = 0; i < jws.length() - 1; i += 7) {
            char other = jws.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(WebhookJws.verify(jws.substring(0, i) + other + jws.substring(i + 1), BODY, published(), OURS, now)).isFalse();
        }
    }

    @Test
    void the_next_key_is_published_a_day_before_it_signs_and_the_old_one_stays_two_days_after() {
        List<String> first = publishedIds();
        assertThat(first).hasSize(1);

        room.clock().advance(SigningKeys.LIFE.minus(SigningKeys.PUBLISHED_BEFORE).minusMinutes(2));
        assertThat(publishedIds()).isEqualTo(first);
        room.clock().advance(Duration.ofMinutes(4));
        List<String> both = publishedIds();
        assertThat(both).hasSize(2).startsWith(first.getFirst());
        assertThat(signer()).isEqualTo(both.get(0));

        room.clock().advance(SigningKeys.PUBLISHED_BEFORE.minusMinutes(4));
        assertThat(signer()).isEqualTo(both.get(0));
        room.clock().advance(Duration.ofMinutes(5));
        assertThat(signer()).isEqualTo(both.get(1));
        assertThat(publishedIds()).isEqualTo(both);

        room.clock().advance(SigningKeys.KEPT_AFTER.minusMinutes(10));
        assertThat(publishedIds()).isEqualTo(both);
        room.clock().advance(Duration.ofMinutes(15));
        assertThat(publishedIds()).containsExactly(both.get(1));
    }

    @Test
    void nodes_share_their_keys_and_the_private_half_lies_sealed_in_the_table() {
        SigningKeys otherNode = new SigningKeys(room.bean(Database.class),
                room.bean(Sealing.class), room.clock());
        String jws = keys.sign(OURS, BODY);
        assertThat(otherNode.publicKeySet()).isEqualTo(keys.publicKeySet()).contains("\"use\":\"sig\"").doesNotContain("\"d\":");
        assertThat(WebhookJws.verify(jws, BODY, published(), OURS, room.clock().instant())).isTrue();
        byte[] stored = room.superuser().fetchSingle("select private_key from events.signing_key").get(0, byte[].class);
        assertThatThrownBy(() -> KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(stored)))
                .isInstanceOf(InvalidKeySpecException.class);
        assertThat(room.superuser().fetchSingle("select has_table_privilege('checkout_app', 'events.signing_key', 'select')").get(0,
                Boolean.class)).isFalse();
    }

    @Test
    void the_jws_is_the_one_that_jjwt_would_make() {
        KeyPair pair = Jwts.SIG.ES256.keyPair().build();
        Instant now = room.clock().instant();
        String theirs = Jwts.builder().header().keyId("key-1").add("store", "store_1").add("endpoint", "we_1").add("livemode", true)
                .add("iat", now.getEpochSecond()).and().content(BODY, "json").encodePayload(false)
                .signWith(pair.getPrivate(), Jwts.SIG.ES256)
                .compact();
        String ours = WebhookJws.sign("key-1", Es256.privateKey(pair.getPrivate().getEncoded()), OURS, now, BODY);
        assertThat(header(ours)).isEqualTo(header(theirs));
        assertThat(WebhookJws.verify(ours, BODY, id -> pair.getPublic(), OURS, now)).isTrue();
        assertThatThrownBy(
                () -> WebhookJws.sign("key-1", pair.getPrivate(), new WebhookJws.Audience("store_1\",\"livemode\":true", "we_1", false),
                        now, BODY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static JsonNode header(String jws) {
        return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(jws.substring(0, jws.indexOf('.'))));
    }

    private String signer() {
        String header = keys.sign(OURS, BODY).split("\\.")[0];
        String json = new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
        return json.replaceFirst(".*\"kid\":\"([^\"]*)\".*", "$1");
    }

    private List<String> publishedIds() {
        return Jwks.setParser().build().parse(keys.publicKeySet()).getKeys().stream().map(Jwk::getId).toList();
    }

    private Function<String, Key> published() {
        return id -> Jwks.setParser().build().parse(keys.publicKeySet()).getKeys().stream().filter(jwk -> jwk.getId().equals(id))
                .map(Jwk::toKey).map(Key.class::cast).findFirst().orElse(null);
    }
}
