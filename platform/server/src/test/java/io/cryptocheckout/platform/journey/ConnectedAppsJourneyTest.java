package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.journey.Grants.Granted;
import io.cryptocheckout.platform.tenancy.Role;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of a store's connected apps: what they may do, in words, and their end. */
class ConnectedAppsJourneyTest {
    private static final String PATH = "/dashboard/apps";

    @RegisterExtension
    static final BrowserPerClass BROWSER = new BrowserPerClass();

    private static final LocalRun RUN = LocalRun.shared();

    private final Page page = BROWSER.page();
    private final Shop shop = Shop.open(RUN, "Tulips");
    private final Grants grants = new Grants(RUN.superuser());

    @Test
    void anAppIsSeenInWordsAndItsNextCallAfterTheEndIsRefused() {
        Look look = new Look();
        Visitors.signIn(RUN, page, shop.email(), Visitors.PASSWORD);
        page.navigate(base() + PATH);
        assertThat(main()).contains("No app is connected in test mode");
        look.at(page, "connected-apps-empty");
        Granted granted = connect("<b>Order desk</b>", false, Permission.STORE_READ, Permission.SESSIONS_READ);
        Granted live = connect("Live desk", true, Permission.STORE_READ);
        page.reload();
        assertThat(main()).contains("<b>Order desk</b>", "orders.example.com", "not verified", "See the store's name and settings",
                "See payments, their amounts and their customers", shop.email(), "never").doesNotContain("Live desk", "sessions:read");
        look.at(page, "connected-apps");
        Api api = new Api(base(), granted.token());
        assertThat(api.get("/api/v1/store").status()).isEqualTo(200);

        page.locator("summary", new Page.LocatorOptions().setHasText("Disconnect")).click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Disconnect the app")).click();
        Shown.on(page, "Its next call is refused");
        assertThat(main()).contains("No app is connected in test mode");
        assertThat(api.get("/api/v1/store").body().at("/error/code").asString()).isEqualTo("token_invalid");
        assertThat(new Api(base(), live.token()).get("/api/v1/store").status()).isEqualTo(200);
        page.navigate(base() + "/dashboard/audit?action=app.");
        assertThat(main()).contains("app.disconnected", IdKind.GRANT.format(granted.id()));
        assertThat(look.problems()).isEmpty();
    }

    @Test
    void nobodyEndsAnotherStoresAppAndNobodyWithoutTheRightHisOwn() {
        Granted granted = connect("Order desk", false, Permission.STORE_READ);
        Visitors.signIn(RUN, page, shop.email(), Visitors.PASSWORD);
        page.navigate(base() + PATH);
        String token = page.locator("input[name=_csrf]").first().inputValue();
        Shop other = Shop.open(RUN, "Elsewhere");
        String foreign = IdKind.GRANT.format(grants.connect(new Scope(other.store(), false), other.owner(), Set.of()).id());
        for (String id : List.of(foreign, IdKind.GRANT.format(UUID.randomUUID()), IdKind.API_KEY.format(granted.id()), "grant_", "x")) {
            for (String act : List.of("/disconnect", "/adopt")) {
                assertThat(send(PATH + "/" + id + act, token)).as(id + act).isEqualTo(404);
            }
        }
        assertThat(send(PATH + "/" + IdKind.GRANT.format(granted.id()) + "/disconnect", "forged")).isEqualTo(403);

        grants.execute("update tenancy.membership set role = ? where account_id = ?", Role.DEVELOPER.wireName(), shop.owner());
        assertThat(page.navigate(base() + PATH).status()).isEqualTo(403);
        assertThat(page.locator("nav").allTextContents().toString()).doesNotContain("Connected apps");
        assertThat(send(PATH + "/" + IdKind.GRANT.format(granted.id()) + "/disconnect", token)).isEqualTo(403);
        assertThat(new Api(base(), granted.token()).get("/api/v1/store").status()).isEqualTo(200);
    }

    private Granted connect(String name, boolean livemode, Permission... scopes) {
        return grants.connect(grants.app(name, "https://orders.example.com/callback"), new Scope(shop.store(), livemode), shop.owner(),
                Set.of(scopes));
    }

    private int send(String path, String token) {
        return page.request().post(base() + path, RequestOptions.create().setForm(FormData.create().set("_csrf", token))
                .setMaxRedirects(0)).status();
    }

    private String main() {
        return page.locator("main").textContent();
    }

    private static String base() {
        return RUN.text("baseUrl");
    }
}
