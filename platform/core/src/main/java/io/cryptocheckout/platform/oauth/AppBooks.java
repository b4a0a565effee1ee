package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.access.OrganizationAct;
import io.cryptocheckout.platform.access.OrganizationLog;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.sealing.Sealing;
import io.cryptocheckout.platform.tenancy.Organizations;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** What every change of an organization's apps needs: who owns it, its log, the clock, and how an app's webhook secret is kept. */
@Component
class AppBooks {
    private static final String PURPOSE = "oauth.app_webhook_secret.";
    private static final String SIGNING = "whsec_";
    /** 24 bytes are 32 characters of base64 without padding, and the least that Standard Webhooks allows. */
    private static final int SECRET_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Organizations organizations;
    private final OrganizationLog log;
    private final Sealing sealing;
    private final Clock clock;

    AppBooks(Organizations organizations, OrganizationLog log, Sealing sealing, Clock clock) {
        this.organizations = organizations;
        this.log = log;
        this.sealing = sealing;
        this.clock = clock;
    }

    /** A secret and what is kept of it. */
    record SealedSecret(String text, byte[] sealed) {}

    Clock clock() {
        return clock;
    }

    /** Refuses with {@code not_found} whoever does not own the organization. */
    void requireOwner(Principal person, UUID organizationId) throws Refused {
        organizations.requireOwner(person.id(), organizationId);
    }

    void log(DSLContext worker, Principal actor, UUID organizationId, OrganizationAct act) {
        log.write(worker, actor, organizationId, act);
    }

    SealedSecret webhookSecret(UUID appId) {
        byte[] random = new byte[SECRET_BYTES];
        RANDOM.nextBytes(random);
        String text = SIGNING + Base64.getEncoder().encodeToString(random);
        return new SealedSecret(text, sealing.sealGlobal(text.getBytes(StandardCharsets.UTF_8), PURPOSE + appId));
    }

    /** Opens what {@link #webhookSecret} sealed for this app and no other. */
    String openWebhookSecret(UUID appId, byte[] sealed) {
        return new String(sealing.openGlobal(sealed, PURPOSE + appId), StandardCharsets.UTF_8);
    }
}
