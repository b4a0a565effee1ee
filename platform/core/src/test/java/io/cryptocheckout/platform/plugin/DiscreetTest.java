package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.plugin.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiscreetTest {

    @Test
    void a_plugin_is_not_told_who_the_customer_is_however_deep_it_stands() {
        String event = """
                {"type": "session.paid", "data": {"id": "cs_1", "customer": {"email": "jo@example.com"}, "linkId": null,
                 "payments": [{"amount": "1", "customer": "jo"}, null], "metadata": {"order": "7", "share": 0.10000000000000000000001}}}""";
        String told = "{\"type\":\"session.paid\",\"data\":{\"id\":\"cs_1\",\"payments\":[{\"amount\":\"1\"}],"
                + "\"metadata\":{\"order\":\"7\",\"share\":0.10000000000000000000001}}}";
        assertThat(Json.write(Discreet.of((Map<?, ?>) Json.read(event)))).isEqualTo(told);
        assertThat(DiscreetJson.of(event)).isEqualTo(told);
    }

    @Test
    void a_plugin_is_not_told_what_others_added_to_an_event() {
        Map<?, ?> event = (Map<?, ?>) Json.read("""
                {"type": "session.paid", "data": {"id": "cs_1", "metadata": {"extensions": "7"}},
                 "extensions": {"spy": {"customer": {"email": "jo@example.com"}}}}""");
        assertThat(Json.write(Discreet.ofEvent(event))).isEqualTo(
                "{\"type\":\"session.paid\",\"data\":{\"id\":\"cs_1\",\"metadata\":{\"extensions\":\"7\"}}}");
    }
}
