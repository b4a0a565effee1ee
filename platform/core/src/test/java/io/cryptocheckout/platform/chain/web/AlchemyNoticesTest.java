package io.cryptocheckout.platform.chain.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.CheckoutChainProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.AlchemyProperties;
import io.cryptocheckout.platform.chain.Rescan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class AlchemyNoticesTest {
    private static final String KEY = "whsec_test_signing_key";
    private static final String BODY = """
            {"webhookId":"wh_1","type":"ADDRESS_ACTIVITY","event":{"network":"ETH_MAINNET","activity":[]}}""";

    private final List<Object> looks = new ArrayList<>();
    private final MockMvc http = MockMvcBuilders.standaloneSetup(new AlchemyNotices(
            new CheckoutChainProperties(Map.of(), Map.of("wh_1", new AlchemyProperties(1, KEY)), Duration.ofHours(20)),
            new Rescan() {
                @Override
                public void lookNow(Address address) {
                    looks.add(address);
                }

                @Override
                public void lookNow(long chainId) {
                    looks.add(chainId);
                }
            })).build();

    @Test
    void a_signed_notice_makes_us_look_and_nothing_else() throws Exception {
        String signature = hmac(KEY, BODY);
        for (int i = 0; i < 2; i++) {
            http.perform(post("/webhooks/alchemy/wh_1").content(BODY).header("X-Alchemy-Signature", signature))
                    .andExpect(status().isOk());
        }
        assertThat(looks).containsExactly(1L, 1L);
    }

    /** The example of RFC 4231, test case 2, so that the algorithm is not only checked against itself. */
    @Test
    void the_signature_is_hmac_sha256() {
        assertThat(AlchemySignature.matches("Jefe", "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "zz", "ünïcode"})
    void a_forged_notice_is_refused(String signature) throws Exception {
        http.perform(post("/webhooks/alchemy/wh_1").content(BODY).header("X-Alchemy-Signature", signature))
                .andExpect(status().isUnauthorized());
        assertThat(looks).isEmpty();
    }

    @Test
    void so_is_one_without_signature_with_another_key_with_a_changed_body_or_for_an_unknown_webhook() throws Exception {
        http.perform(post("/webhooks/alchemy/wh_1").content(BODY)).andExpect(status().isUnauthorized());
        http.perform(post("/webhooks/alchemy/wh_1").content(BODY).header("X-Alchemy-Signature", hmac("other", BODY)))
                .andExpect(status().isUnauthorized());
        http.perform(post("/webhooks/alchemy/wh_1").content(BODY + " ").header("X-Alchemy-Signature", hmac(KEY, BODY)))
                .andExpect(status().isUnauthorized());
        http.perform(post("/webhooks/alchemy/wh_2").content(BODY).header("X-Alchemy-Signature", hmac(KEY, BODY)))
                .andExpect(status().isUnauthorized());
        assertThat(looks).isEmpty();
    }

    @Test
    void a_body_without_end_is_not_read_to_its_end() throws Exception {
        http.perform(post("/webhooks/alchemy/wh_1").content(new byte[(1 << 20) + 1])).andExpect(status().isContentTooLarge());
    }

    private static String hmac(String key, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
