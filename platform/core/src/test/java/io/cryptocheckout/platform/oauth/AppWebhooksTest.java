package io.cryptocheckout.platform.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The signing secret of an app: rolled by an owner, with an overlap, and by nobody else. */
class AppWebhooksTest {

    @Test
    void aSecretIsRolledWithAnOverlapAndEndsWithTheUrl() {
        try (AppRooms rooms = new AppRooms()) {
            AppWebhooks webhooks = rooms.webhooks();
            Principal owner = AppRooms.person();
            UUID organization = rooms.organizations.create("Organization", owner.id());
            MadeApp made = rooms.owned.register(owner, organization, AppRooms.details("Books", "https://app.example/events"), true);
            UUID app = made.app().id();
            assertThat(webhooks.oldSecretEnds(owner, organization, app)).isNull();

            String next = webhooks.rollSecret(owner, organization, app, Duration.ofHours(1)).webhookSecret();
            assertThat(next).startsWith("whsec_").isNotEqualTo(made.webhookSecret());
            assertThat(webhooks.oldSecretEnds(owner, organization, app)).isEqualTo(rooms.clock.instant().plusSeconds(3600));
            assertThat(rooms.log.newest(owner, organization).getFirst().action()).isIn("app.webhook_secret_rolled", "app.registered");
            rooms.clock.advance(Duration.ofHours(2));
            assertThat(webhooks.oldSecretEnds(owner, organization, app)).isNull();
            webhooks.rollSecret(owner, organization, app, Duration.ZERO);
            assertThat(rooms.count("oauth.app where id = ? and previous_webhook_secret is not null", app)).isZero();

            refused(Refusal.FIELD_INVALID, () -> webhooks.rollSecret(owner, organization, app, Duration.ofDays(8)));
            refused(Refusal.FIELD_INVALID, () -> webhooks.rollSecret(owner, organization, app, Duration.ofHours(-1)));
            Principal stranger = AppRooms.person();
            refused(Refusal.NOT_FOUND, () -> webhooks.rollSecret(stranger, organization, app, Duration.ZERO));
            refused(Refusal.NOT_FOUND, () -> webhooks.events(stranger, organization, app, 10, null));
            refused(Refusal.NOT_FOUND, () -> webhooks.redeliver(stranger, organization, app, UUID.randomUUID()));
            refused(Refusal.NOT_FOUND, () -> webhooks.redeliver(owner, organization, app, UUID.randomUUID()));

            webhooks.rollSecret(owner, organization, app, Duration.ofHours(1));
            rooms.owned.change(owner, organization, app, AppRooms.details("Books", null));
            assertThat(rooms.count("oauth.app where id = ? and previous_webhook_secret is not null", app)).isZero();
            refused(Refusal.WEBHOOK_URL_MISSING, () -> webhooks.rollSecret(owner, organization, app, Duration.ZERO));
        }
    }

    private static void refused(Refusal why, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(why));
    }
}
