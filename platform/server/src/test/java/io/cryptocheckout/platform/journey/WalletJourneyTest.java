package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.cryptocheckout.platform.access.AccountView;
import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.tenancy.Stores;
import io.cryptocheckout.platform.wallet.AddressPool;
import io.cryptocheckout.platform.wallet.PooledAddress;
import io.cryptocheckout.platform.wallet.WalletView;
import io.cryptocheckout.platform.wallet.Wallets;
import io.cryptocheckout.platform.wallet.keys.AccountPath;
import io.cryptocheckout.platform.wallet.keys.AccountPrivateKey;
import io.cryptocheckout.platform.wallet.keys.Mnemonic;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A merchant brings a wallet: in a real browser, whose words never leave it, and without any script. */
class WalletJourneyTest {

    private static final String PASSWORD = "kestrel-orbit-49-lantern";

    private static LocalRun run;
    private static Browser browser;

    private final Mnemonic phrase = Mnemonic.random(new SecureRandom());
    private final String email = "merchant-" + UUID.randomUUID() + "@example.org";
    private final List<String> sent = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void start() {
        run = LocalRun.shared();
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @BeforeEach
    void signUp() {
        page = browser.page();
        new People(run.text("baseUrl")).signUpAndIn(page, email, PASSWORD);
        page.onRequest(request -> sent.add(request.url() + " " + request.headers() + " " + request.postData()));
    }

    @Test
    void aPhraseBecomesATestWalletAndItsWordsNeverLeaveTheBrowser() {
        AccountPrivateKey account = phrase.account(AccountPath.standard(false));
        // The merchant's everyday addresses: one that holds money, one that was used and emptied would look the same.
        run.chain.pay(account.publicKey().address(0).toString(), BigInteger.ONE);
        run.chain.pay(account.publicKey().address(2).toString(), BigInteger.ONE);
        open("Test wallet");
        words().fill(wrongAt(3));
        at("derive").click();
        page.locator("#words-problem", new Page.LocatorOptions().setHasText("Word 3 is not in")).waitFor();
        words().fill(phrase.phrase());
        at("derive").click();
        at("first").waitFor();
        assertThat(at("first").textContent()).isEqualTo(account.publicKey().address(0).toString());
        at("use").click();
        page.getByText("Highest index used").waitFor();
        assertThat(view(false).firstAddress()).isEqualTo(account.publicKey().address(0));
        assertThat(words().inputValue()).isEmpty();
        nothingSecretWasSent();
        assertThat(sent).anySatisfy(request -> assertThat(request).contains("accountKey", "xpub"));

        List<Integer> offered = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            PooledAddress taken = run.context.getBean(AddressPool.class).take(scope(false));
            assertThat(taken.address()).isEqualTo(account.publicKey().address(taken.index()));
            offered.add(taken.index());
        }
        assertThat(offered).containsExactly(1, 3, 4);
    }

    @Test
    void aLiveWalletIsProvedByTheBrowsersSignatureAndChangedOnlyWithThePassword() {
        goLive();
        importPhrase(phrase);
        page.getByText("Highest index used").waitFor();
        AccountPrivateKey account = phrase.account(AccountPath.standard(true));
        assertThat(view(true).firstAddress()).isEqualTo(account.publicKey().address(0));
        nothingSecretWasSent();

        Mnemonic other = Mnemonic.random(new SecureRandom());
        words().fill(other.phrase());
        at("derive").click();
        page.locator("#password").fill("not my password");
        at("use").click();
        at("message").getByText("not your password").waitFor();
        page.locator("#password").fill(PASSWORD);
        at("use").click();
        page.getByText("A change is scheduled").waitFor();
        assertThat(view(true).firstAddress()).isEqualTo(account.publicKey().address(0));
        button("Cancel the change").click();
        page.getByText("Nothing has changed").waitFor();
        assertThat(page.getByText("A change is scheduled").count()).isZero();
    }

    @Test
    void aPublishedPhraseIsRefusedInLiveMode() {
        goLive();
        importPhrase(Mnemonic.parse("test test test test test test test test test test test junk"));
        at("message").getByText("published").waitFor();
        assertThat(view(true)).isNull();
    }

    @Test
    void theServerSignsOnlyWhereTheMerchantTickedIt() {
        open("Test wallet");
        words().fill(phrase.phrase());
        page.getByLabel("Let this server sign").check();
        at("derive").click();
        at("first").waitFor();
        at("use").click();
        page.getByText("sign refunds and sweeps you order").waitFor();
        assertThat(sent).noneSatisfy(request -> assertThat(request).contains(phrase.phrase()));
    }

    @Test
    void aSecretInPlaceOfThePublicKeyIsNotSent() {
        open("Test wallet");
        String xprv = new String(phrase.account(AccountPath.standard(false)).bytes(), StandardCharsets.US_ASCII);
        page.locator("#accountKey").fill(xprv);
        button("Show the first address").last().click();
        page.getByText("It was not sent").waitFor();
        assertThat(sent).noneSatisfy(request -> assertThat(request).contains(xprv));
    }

    @Test
    void anAccountsPublicKeyIsImportedWithoutAnyScript() {
        AccountPrivateKey account = phrase.account(AccountPath.standard(true));
        Page plain = browser.pageWithoutJavaScript();
        new People(run.text("baseUrl")).signIn(plain, email, PASSWORD);
        page = plain;
        goLive();
        assertThat(page.locator("#wallet-import").isVisible()).isFalse();
        page.locator("#accountKey").fill("xpub-mistyped");
        button("Show the first address").last().click();
        assertThat(page.locator(".alert-danger").textContent()).contains("cannot occur");
        page.locator("#accountKey").fill(account.publicKey().encode());
        button("Show the first address").last().click();
        assertThat(page.locator("#first-address").textContent()).isEqualTo(account.publicKey().address(0).toString());
        String challenge = page.locator("pre").textContent();
        page.locator("#signature").fill("0x" + HexFormat.of().formatHex(account.signPersonal(1, challenge)));
        button("Yes, use this wallet").first().click();
        assertThat(page.locator(".alert-danger").textContent()).contains("not by the first address");
        page.locator("#signature").fill("0x" + HexFormat.of().formatHex(account.signPersonal(0, challenge)));
        button("Yes, use this wallet").first().click();
        assertThat(page.locator(".alert-success").textContent()).contains("The wallet is in use");
        assertThat(view(true).firstAddress()).isEqualTo(account.publicKey().address(0));
    }

    @Test
    void thePageIsStrictAccessibleAndFitsAPhone() {
        page.setViewportSize(375, 800);
        var answer = page.navigate(run.text("baseUrl") + "/dashboard/settings/wallet");
        assertThat(answer.headerValue("content-security-policy")).contains("default-src 'none'", "script-src 'self';",
                "require-trusted-types-for 'script'").doesNotContain("unsafe", "http");
        assertThat(page.locator("#words").getAttribute("name")).isNull();
        assertThat(page.locator("form #words, form #passphrase").count()).isZero();
        assertThat(page.locator("script").all()).hasSize(2).allSatisfy(script -> assertThat(script.getAttribute("src")).startsWith("/"));
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isTrue();
        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
        words().focus();
        page.keyboard().type(phrase.phrase());
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        at("first").waitFor();
    }

    private void open(String title) {
        page.navigate(run.text("baseUrl") + "/dashboard/settings/wallet");
        assertThat(page.locator("h1").textContent()).isEqualTo(title);
    }

    private void goLive() {
        page.locator(".mode button[value=true]").click();
        open("Live wallet");
    }

    private void importPhrase(Mnemonic imported) {
        words().fill(imported.phrase());
        at("derive").click();
        at("first").waitFor();
        at("use").click();
    }

    private void nothingSecretWasSent() {
        String words = Arrays.stream(phrase.phrase().split(" ")).limit(3).collect(Collectors.joining(" "));
        assertThat(sent).noneSatisfy(request -> assertThat(request).contains(words));
        assertThat(sent).noneSatisfy(request -> assertThat(request).contains("xprv"));
    }

    private String wrongAt(int position) {
        String[] words = phrase.phrase().split(" ");
        words[position - 1] = "bitcoinn";
        return String.join(" ", words);
    }

    private Locator words() {
        return page.locator("#words");
    }

    private Locator at(String name) {
        return page.locator("[data-at=" + name + "]");
    }

    private Locator button(String name) {
        return page.locator("button:has-text(\"" + name + "\"):visible");
    }

    private WalletView view(boolean livemode) {
        return run.context.getBean(Wallets.class).view(scope(livemode));
    }

    private Scope scope(boolean livemode) {
        AccountView account = run.context.getBean(Accounts.class).verify(email, PASSWORD);
        return new Scope(run.context.getBean(Stores.class).storesOf(account.id()).getFirst().id(), livemode);
    }
}
