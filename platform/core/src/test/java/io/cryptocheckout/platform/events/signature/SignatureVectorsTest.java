package io.cryptocheckout.platform.events.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vectors every implementation shares, in whatever language. */
class SignatureVectorsTest {

    static Stream<JsonNode> own() throws Exception {
        return vectors("webhookSignature").filter(vector -> vector.get("signature").asString().contains("t="));
    }

    static Stream<JsonNode> standard() throws Exception {
        return vectors("standardWebhooks");
    }

    @ParameterizedTest
    @MethodSource("own")
    void what_we_sign_is_in_the_header_exactly_where_the_vector_is_not_a_forgery(JsonNode vector) {
        String signature = vector.get("signature").asString();
        String time = signature.replaceFirst("(?s).*?t=([^,]*).*", "$1");
        if (!time.matches("\\d{1,12}")) {
            assertThat(vector.get("valid").asBoolean()).isFalse();
            return;
        }
        String ours = WebhookSignatures.header(List.of(new WebhookSecret(vector.get("secret").asString())), Long.parseLong(time),
                bytes(vector));
        boolean contained = List.of(signature.split(",")).contains(ours.substring(ours.indexOf("v1=")));
        if (vector.get("valid").asBoolean()) {
            assertThat(contained).as(vector.get("name").asString()).isTrue();
        } else if ("signature_mismatch".equals(vector.get("reason").asString())) {
            assertThat(contained).as(vector.get("name").asString()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("standard")
    void the_standards_own_library_and_we_make_the_same_signature(JsonNode vector) throws Exception {
        String secret = vector.get("secret").asString();
        String id = vector.get("id").asString();
        long time = Long.parseLong(vector.get("timestamp").asString());
        String ours = WebhookSignatures.standard(List.of(new WebhookSecret(secret)), id, time, bytes(vector));
        assertThat(ours).isEqualTo(new Webhook(secret).sign(id, time, vector.get("payload").asString()));
        boolean contained = List.of(vector.get("signature").asString().split(" ")).contains(ours);
        boolean fresh = Math.abs(vector.get("now").asLong() - time) <= WebhookJws.TOLERANCE.toSeconds();
        assertThat(contained && fresh).as(vector.get("name").asString()).isEqualTo(vector.get("valid").asBoolean());
    }

    @Test
    void two_secrets_sign_in_one_header_the_newest_first() throws Exception {
        JsonNode vector = vectors("webhookSignature").filter(v -> v.get("name").asString().equals("during a rotation, with the new secret"))
                .findFirst().orElseThrow();
        JsonNode old = vectors("webhookSignature").filter(v -> v.get("name").asString().equals("during a rotation, with the old secret"))
                .findFirst().orElseThrow();
        assertThat(WebhookSignatures.header(List.of(new WebhookSecret(vector.get("secret").asString()),
                new WebhookSecret(old.get("secret").asString())), vector.get("now").asLong(), bytes(vector)))
                .isEqualTo(vector.get("signature").asString());
    }

    @Test
    void every_flipped_byte_of_the_body_changes_both_signatures() throws Exception {
        JsonNode vector = own().findFirst().orElseThrow();
        WebhookSecret secret = new WebhookSecret(vector.get("secret").asString());
        byte[] body = bytes(vector);
        String own = WebhookSignatures.header(List.of(secret), 1, body);
        String standard = WebhookSignatures.standard(List.of(secret), "evt_1", 1, body);
        for (int i = 0; i < body.length; i++) {
            body[i] ^= 1;
            assertThat(WebhookSignatures.header(List.of(secret), 1, body)).isNotEqualTo(own);
            assertThat(WebhookSignatures.standard(List.of(secret), "evt_1", 1, body)).isNotEqualTo(standard);
            body[i] ^= 1;
        }
    }

    @Test
    void a_generated_secret_suits_the_standard_and_is_never_printed() throws Exception {
        WebhookSecret secret = WebhookSecret.generate();
        assertThat(secret.text()).matches("whsec_[A-Za-z0-9+/]{32}");
        assertThat(new Webhook(secret.text()).sign("evt_1", 1, "{}"))
                .isEqualTo(WebhookSignatures.standard(List.of(secret), "evt_1", 1, "{}".getBytes(StandardCharsets.UTF_8)));
        assertThat(secret).hasToString("WebhookSecret[whsec_...]");
        assertThat(WebhookSecret.generate()).isNotEqualTo(secret);
    }

    private static byte[] bytes(JsonNode vector) {
        return vector.get("payload").asString().getBytes(StandardCharsets.UTF_8);
    }

    private static Stream<JsonNode> vectors(String kind) throws Exception {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("api-spec/vectors/webhook-signatures.json"))) {
            directory = directory.getParent();
        }
        return JsonMapper.shared().readTree(Files.readString(directory.resolve("api-spec/vectors/webhook-signatures.json"))).get(kind)
                .valueStream();
    }
}
