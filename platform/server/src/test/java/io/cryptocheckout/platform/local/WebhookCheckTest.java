package io.cryptocheckout.platform.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookCheckTest {

    private static final String SECRET = "whsec_test";
    private static final String BODY = "{\"id\":\"evt_1\"}";
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    // printf '1700000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test
    private static final String GOOD = "c89214b5b5da833daed6f0b8c5bb6bd58cea9022bd80ccc78230f3942d632925";

    @Test
    void a_good_signature_holds_also_beside_an_older_secrets() {
        assertThat(WebhookCheck.holds("t=1700000000,v1=" + GOOD, BODY, SECRET, NOW)).isTrue();
        assertThat(WebhookCheck.holds("t=1700000000,v1=" + "0".repeat(64) + ",v1=" + GOOD, BODY, SECRET, NOW)).isTrue();
    }

    @Test
    void another_body_secret_or_time_does_not_hold() {
        String header = "t=1700000000,v1=" + GOOD;
        assertThat(WebhookCheck.holds(header, BODY + " ", SECRET, NOW)).isFalse();
        assertThat(WebhookCheck.holds(header, BODY, "whsec_other", NOW)).isFalse();
        assertThat(WebhookCheck.holds(header, BODY, SECRET, NOW.plusSeconds(301))).isFalse();
        assertThat(WebhookCheck.holds("t=1700000001,v1=" + GOOD, BODY, SECRET, NOW)).isFalse();
    }

    @Test
    void a_header_that_is_missing_or_malformed_does_not_hold() {
        assertThat(WebhookCheck.holds(null, BODY, SECRET, NOW)).isFalse();
        assertThat(WebhookCheck.holds("", BODY, SECRET, NOW)).isFalse();
        assertThat(WebhookCheck.holds("v1=" + GOOD, BODY, SECRET, NOW)).isFalse();
        assertThat(WebhookCheck.holds("t=1700000000", BODY, SECRET, NOW)).isFalse();
    }
}
