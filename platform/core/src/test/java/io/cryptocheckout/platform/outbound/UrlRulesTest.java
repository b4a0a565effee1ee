package io.cryptocheckout.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlRulesTest {
    private final UrlRules rules = new UrlRules(LoopbackReceivers.refused());
    private final UrlRules local = new UrlRules(new LoopbackReceivers(true, () -> Set.of(5432)));

    @ParameterizedTest
    @ValueSource(strings = {"https://shop.example.com/hooks", "https://shop.example.com:8443/hooks?a=b", "https://93.184.216.34/hook",
            "https://[2606:4700::6810:84e5]/hook", "HTTPS://Shop.Example.COM./hooks", "https://xn--bcher-kva.example/hook"})
    void public_https_hosts_are_taken_in_live_mode(String url) {
        assertThat(rules.check(url, true)).isNull();
    }

    @Test
    void plain_http_is_for_test_mode_only() {
        assertThat(rules.check("http://shop.example.com/hooks", false)).isNull();
        assertThat(rules.check("http://shop.example.com/hooks", true)).isEqualTo("must be an https URL in live mode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hooks", "/hooks", "//shop.example.com/hooks", "javascript:alert(1)", "file:///etc/passwd", "https:///hook",
            "gopher://shop.example.com/", "https://shop.example.com/a b", "https://shop.example.com/\u00e4", "https://b\u00fccher.example/",
            "https://shop.example.com\\@10.0.0.1/", "https://shop.example.com/\r\nHost: inner", "https://shop.example.com:99999/",
            "https://shop.example.com:-1/", "https://\uff11\uff12\uff17.0.0.1/", "https://my_host.example.com/"})
    void what_is_no_http_url_is_refused(String url) {
        assertThat(rules.check(url, false)).isNotNull();
        assertThat(rules.checkLink(url, false)).isNotNull();
    }

    @Test
    void loopback_is_open_only_in_test_mode_where_the_profile_allows_it_and_never_on_a_forbidden_port() {
        assertThat(local.check("http://127.0.0.1:8099/hook", false)).isNull();
        assertThat(local.check("http://localhost:8099/hook", false)).isNull();
        assertThat(local.check("http://[::1]:8099/hook", false)).isNull();
        assertThat(local.check("http://127.0.0.1:5432/hook", false)).isNotNull();
        assertThat(local.check("http://localhost:5432/hook", false)).isNotNull();
        assertThat(local.check("https://127.0.0.1:8099/hook", true)).isNotNull();
        assertThat(local.check("http://10.0.0.1:8099/hook", false)).isNotNull();
        assertThat(local.check("http://0.0.0.0:8099/hook", false)).isNotNull();
        assertThat(rules.check("http://127.0.0.1:8099/hook", false)).isNotNull();
    }

    @Test
    void links_for_browsers_may_lead_to_this_machine_in_test_mode_and_carry_a_placeholder() {
        assertThat(rules.checkLink("http://localhost:3000/thanks?session={CHECKOUT_SESSION_ID}", false)).isNull();
        assertThat(rules.checkLink("http://localhost:3000/thanks", true)).isNotNull();
        assertThat(rules.checkLink("https://shop.example.com/thanks?s={CHECKOUT_SESSION_ID}#done", true)).isNull();
        assertThat(rules.checkLink("https://a:b@shop.example.com/", true)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {22, 25, 53, 110, 143, 389, 587, 6000, 6667, 10080})
    void ports_of_other_protocols_are_refused(int port) {
        assertThat(rules.check("https://shop.example.com:" + port + "/", true)).contains("port " + port);
    }
}
