package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.journey.CommandLine.Codes;
import io.cryptocheckout.platform.journey.ConnectedShop.Tokens;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a connected device is to the store: an app like any other. */
class ConnectedDeviceTest {
    private final LocalRun run = LocalRun.shared();
    private final ConnectedShop shop = ConnectedShop.open(run);
    private final CommandLine device = new CommandLine(run);

    @Test
    void theStoreSeesItOnceItCameForItsTokensAndDisconnectsIt() {
        Codes codes = device.agreed(shop, "store:read");
        assertThat(shop.browser().get("/dashboard/apps").body()).as("before it came").doesNotContain("Crypto Checkout CLI");
        Tokens tokens = device.tokens(codes);
        String page = shop.browser().get("/dashboard/apps").body();
        assertThat(page).contains("Crypto Checkout CLI").contains("verified");
        assertThat(shop.browser().get("/dashboard/audit").body()).contains("app.connected").contains(shop.store().email());
        String disconnect = page.replaceAll("(?s).*action=\"(/dashboard/apps/[^/]+/disconnect)\".*", "$1");
        shop.browser().submit("/dashboard/apps", disconnect, List.of());
        assertThat(shop.storeBy(tokens.access(), null)).isEqualTo(401);
        assertThat(OAuthCalls.error(device.refresh(tokens.refresh()))).isEqualTo("invalid_grant");
        assertThat(shop.ended("disconnected")).isEqualTo(1);
    }

    @Test
    void aConnectionThatEndedBeforeTheDeviceCameIsARefusal() throws SQLException {
        Codes codes = device.agreed(shop, "store:read");
        try (Connection database = run.superuser();
                PreparedStatement end = database.prepareStatement(
                        "update oauth.app_grant set ended_at = now(), end_reason = 'disconnected' where store_id = ?")) {
            end.setObject(1, shop.store().store());
            end.executeUpdate();
        }
        assertThat(device.waits(codes)).isEqualTo("access_denied");
    }

    /** A device that asks twice at once, or somebody who copied its code: what was given is given once, or ends. */
    @Test
    void ofManyQuestionsAtOnceOneIsAnsweredWithTokens() throws Exception {
        Codes codes = device.agreed(shop, "store:read");
        List<Future<HttpResponse<String>>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                asked.add(threads.submit(() -> device.poll(codes.device(), Map.of())));
            }
        }
        List<String> answers = new ArrayList<>();
        for (Future<HttpResponse<String>> one : asked) {
            answers.add(one.get().statusCode() == 200 ? "tokens" : OAuthCalls.error(one.get()));
        }
        assertThat(answers).containsOnlyOnce("tokens").isSubsetOf("tokens", "invalid_grant", "access_denied");
    }
}
