package io.cryptocheckout.platform.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.outbound.LoopbackReceivers;
import io.cryptocheckout.platform.outbound.UrlRules;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app may be, line by line. */
class AppRulesTest {
    private static final String FINE = "https://app.example/callback";

    private final AppRules production = new AppRules(new UrlRules(LoopbackReceivers.refused()));
    private final AppRules local = new AppRules(new UrlRules(new LoopbackReceivers(true, () -> Set.of(8080))));

    @ParameterizedTest
    @ValueSource(strings = {FINE, "https://app.example", "https://app.example/", "https://app.example:8443/cb?shop=1&x=%2F",
            "https://APP.example/Callback", "https://192.0.2.1/cb", "http://127.0.0.1/cb", "http://127.0.0.1:51004/cb",
            "http://[::1]:51004/cb", "https://localhost/cb", "https://app.example/a..b/.well-known/cb", "https://xn--bcher-kva.example/cb"})
    void aRedirectUriThatIsFine(String uri) {
        assertThat(production.redirectProblem(uri)).isNull();
        production.check(with(List.of(uri)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "http://app.example/cb | begin with https", "http://localhost:3000/cb | begin with https",
            "http://127.0.0.2/cb | begin with https", "http://127.0.0.1.evil.example/cb | begin with https",
            "http://0x7f.1/cb | absolute URL", "HTTPS://app.example/cb | begin with https", "ftp://app.example/cb | begin with https",
            "com.example.app:/cb | absolute URL", "com.example.app://host/cb | begin with https",
            "javascript:alert(1) | absolute URL", "data:text/html,x | absolute URL", "/callback | absolute URL",
            "//app.example/cb | begin with https", "https:///cb | absolute URL", "https://app.example:/cb | absolute URL",
            "https://app.example:0/cb | absolute URL", "https://app.example:70000/cb | absolute URL",
            "https://app.example/c b | absolute URL", "https://app.example\\@evil.example/ | absolute URL",
            "https://äpp.example/cb | absolute URL", "https://app.example/cb#part | fragment", "https://app.example/cb# | fragment",
            "https://me@app.example/cb | user name", "https://me:pw@app.example/cb | user name",
            "https://app.example@evil.example/cb | user name", "https://*.example/cb | absolute URL",
            "https://app.example/* | wildcard", "https://app.example/cb?x=* | wildcard", "https://app.example/a/../cb | . or ..",
            "https://app.example/./cb | . or ..", "https://app.example/a/%2E%2e/cb | . or ..", "https://app.example/.. | . or .."})
    void aRedirectUriThatIsNot(String uri, String says) {
        assertThat(production.redirectProblem(uri)).contains(says);
        Refused refused = refused(with(List.of(FINE, uri)));
        assertThat(refused.param()).isEqualTo("redirectUris.1");
        assertThat(refused.text()).contains(uri).contains(says);
    }

    @Test
    void aRedirectUriIsNoLongerThanABrowserTakes() {
        assertThat(production.redirectProblem(FINE + "?" + "x".repeat(2048 - FINE.length() - 1))).isNull();
        assertThat(production.redirectProblem(FINE + "?" + "x".repeat(2048 - FINE.length()))).contains("at most 2048");
    }

    @Test
    void onADevelopersMachineTheNameLocalhostIsFineToo() {
        assertThat(local.redirectProblem("http://localhost:3000/cb")).isNull();
        assertThat(local.redirectProblem("http://localhost:8080/cb")).as("the platform's own port").isNotNull();
        assertThat(local.redirectProblem("http://localhost.example:3000/cb")).isNotNull();
    }

    @Test
    void oneToTenRedirectUrisEachOnce() {
        List<String> ten = IntStream.range(0, 10).mapToObj(i -> FINE + i).toList();
        production.check(with(ten));
        for (List<String> wrong : List.of(List.<String>of(), Stream.concat(ten.stream(), Stream.of(FINE)).toList(), List.of(FINE, FINE))) {
            assertThat(refused(with(wrong)).param()).isEqualTo("redirectUris");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Books & Co.", "Bücher für Münzen", "領収書", "A", "Checkout Crypto", "Crypto", "Ledger 3000"})
    void aNameThatIsFine(String name) {
        production.check(named(name));
        production.check(named("x".repeat(80)));
    }

    static Stream<String> wrongNames() {
        return Stream.of("", "   ", "x".repeat(81), "Books\nand more", "Books\u0000", "Books\u202e", "Bo\u200boks", "Books\u2028x",
                "\ud800",
                "Crypto Checkout", "crypto-checkout", "CRYPTO  CHECKOUT app", "CryptoCheckout", "Crypt0 Checkout", "Сrypto Checkоut",
                "Ｃｒｙｐｔｏ Ｃｈｅｃｋｏｕｔ", "Crýptö Chéckout", "The Crypto.Checkout Team");
    }

    @ParameterizedTest
    @MethodSource("wrongNames")
    void aNameThatIsNot(String name) {
        assertThat(refused(named(name)).param()).isEqualTo("name");
    }

    @Test
    void aNameLosesItsOuterBlanks() {
        assertThat(named("  Books ").name()).isEqualTo("Books");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://app.example/logo.png", "logo.png", "https://me@app.example/l.png", "https://app.example/l.svg#x",
            "data:image/png;base64,AAAA", "javascript:alert(1)", "https://app.example/a b"})
    void aLogoIsAnHttpsUrl(String logo) {
        production.check(new AppDetails("Books", "https://app.example/logo.png", List.of(FINE), Set.of(Permission.STORE_READ), null));
        assertThat(refused(new AppDetails("Books", logo, List.of(FINE), Set.of(Permission.STORE_READ), null)).param()).isEqualTo("logoUrl");
    }

    @Test
    void itAsksForSomethingAndOnlyForWhatCanBeGranted() {
        Set<Permission> grantable = Arrays.stream(Permission.values()).filter(Permission::grantable).collect(Collectors.toSet());
        production.check(new AppDetails("Books", null, List.of(FINE), grantable, null));
        Set<Permission> rest = Arrays.stream(Permission.values()).filter(one -> !one.grantable()).collect(Collectors.toSet());
        assertThat(rest).isNotEmpty();
        for (Permission one : rest) {
            assertThat(refused(new AppDetails("Books", null, List.of(FINE), Set.of(Permission.STORE_READ, one), null)).param())
                    .isEqualTo("scopes");
        }
        assertThat(refused(new AppDetails("Books", null, List.of(FINE), Collections.emptySet(), null)).param()).isEqualTo("scopes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://app.example/hook", "https://10.0.0.1/hook", "https://localhost/hook", "https://127.0.0.1/hook",
            "https://169.254.169.254/latest", "https://intranet/hook", "https://app.example:22/hook", "https://a@app.example/hook",
            "hook", ""})
    void aWebhookUrlIsOneThatThePlatformMayCall(String url) {
        production.check(hooked("https://app.example/hook"));
        assertThat(refused(hooked(url)).param()).isEqualTo("webhookUrl");
    }

    @Test
    void onADevelopersMachineEventsMayGoToThisMachine() {
        local.check(hooked("http://localhost:3000/hook"));
        local.check(hooked("http://127.0.0.1:3000/hook"));
        for (String url : List.of("http://127.0.0.1:8080/hook", "http://app.example/hook", "http://10.0.0.1/hook")) {
            assertThatThrownBy(() -> local.check(hooked(url))).as(url).isInstanceOf(Refused.class);
        }
    }

    private Refused refused(AppDetails details) {
        try {
            production.check(details);
        } catch (Refused refused) {
            return refused;
        }
        throw new AssertionError(details + " was accepted");
    }

    private static AppDetails with(List<String> redirectUris) {
        return new AppDetails("Books", null, redirectUris, Set.of(Permission.STORE_READ), null);
    }

    private static AppDetails named(String name) {
        return new AppDetails(name, null, List.of(FINE), Set.of(Permission.STORE_READ), null);
    }

    private static AppDetails hooked(@Nullable String webhookUrl) {
        return new AppDetails("Books", null, List.of(FINE), Set.of(Permission.STORE_READ), webhookUrl);
    }
}
