package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.cryptocheckout.platform.wallet.keys.Mnemonic;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A stranger becomes a merchant who was paid: address, passkey, wallet, key and a first test payment, all in a browser. */
class FirstPaymentJourneyTest {
    private static final String PASSWORD = "kestrel-orbit-49-lantern";

    private static LocalRun run;
    private static Browser browser;

    @BeforeAll
    static void start() {
        run = LocalRun.shared();
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @Test
    void aStrangerBecomesAMerchantWhoWasPaid() {
        Page page = browser.page();
        Complaints complaints = Complaints.of(page);
        String email = "merchant-" + UUID.randomUUID() + "@example.org";
        new People(run.text("baseUrl")).signUpAndIn(page, email, PASSWORD);
        new People(base()).signIn(page, email, PASSWORD);
        comeBackByPasskey(page);

        page.navigate(base() + "/dashboard/settings/wallet");
        page.locator("#words").fill(Mnemonic.random(new SecureRandom()).phrase());
        page.locator("[data-at=derive]").click();
        page.locator("[data-at=first]").waitFor();
        page.locator("[data-at=use]").click();
        page.getByText("Highest index used").waitFor();
        page.navigate(base() + "/dashboard/keys/new");
        page.getByLabel("Name").fill("Backend");
        People.press(page, "Create the key");
        Look look = new Look();
        look.at(page, "keys-made");
        Api backend = new Api(run.text("baseUrl"), page.locator("#secret").textContent());

        Api.Reply session = await("the wallet's addresses are there").atMost(Order.PATIENCE)
                .until(() -> backend.createSession("first-" + UUID.randomUUID(), "20.00", Map.of("reference", "order-1")),
                        reply -> reply.status() == 201);
        run.chain.pay(session.body().get("address").asString(), new BigInteger(session.body().get("amount").get("wei").asString()));
        await("the payment is complete").atMost(Order.PATIENCE)
                .until(() -> backend.get("/api/v1/checkout_sessions/" + session.id()).body().get("status").asString(), "paid"::equals);

        page.navigate(base() + "/dashboard");
        Shown.on(page, session.id().substring(0, 6), "paid");
        page.navigate(base() + "/dashboard/payments/" + session.id());
        look.at(page, "payment-paid");
        page.navigate(session.body().get("checkoutUrl").asString());
        look.at(page, "checkout-paid");
        assertThat(look.problems()).isEmpty();
        assertThat(complaints.all()).isEmpty();
    }

    private static void comeBackByPasskey(Page page) {
        Fingerprint.at(page);
        page.navigate(base() + "/account/passkeys");
        page.getByLabel("Name of the passkey").fill("My telephone");
        page.getByLabel("Your password").fill(PASSWORD);
        press(page, "Add a passkey");
        page.waitForURL("**/account");
        People.press(page, "Sign out");
        press(page, "Sign in with a passkey");
        page.waitForURL("**/dashboard");
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click();
    }

    private static String base() {
        return run.text("baseUrl").replace("127.0.0.1", "localhost");
    }
}
