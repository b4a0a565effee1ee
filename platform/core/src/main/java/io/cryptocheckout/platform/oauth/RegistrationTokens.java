package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.REGISTRATION_TOKEN;

import io.cryptocheckout.platform.access.OrganizationAct;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * One-time tokens with which a storefront registers itself that the platform cannot reach, or whose site cannot answer (RFC 7591,
 * section 1.2: initial access token). Each works once, for an hour.
 */
@Component
public class RegistrationTokens {
    static final Duration LIFETIME = Duration.ofHours(1);

    private final Database database;
    private final AppBooks books;

    RegistrationTokens(Database database, AppBooks books) {
        this.database = database;
        this.books = books;
    }

    /**
     * Makes a token. The answer is the only place where it ever stands.
     *
     * @return {@code reg_…}
     * @throws Refused
     *             {@code not_found} where the person does not own the organization
     */
    public String make(Principal owner, UUID organizationId) {
        books.requireOwner(owner, organizationId);
        String token = Secrets.next(Secrets.REGISTRATION_TOKEN);
        Instant now = books.clock().instant();
        return database.acrossTenants("a storefront registers before any store is known", worker -> {
            worker.insertInto(REGISTRATION_TOKEN).set(REGISTRATION_TOKEN.HASH, Secrets.hash(token))
                    .set(REGISTRATION_TOKEN.ORGANIZATION_ID, organizationId).set(REGISTRATION_TOKEN.CREATED_BY, owner.id())
                    .set(REGISTRATION_TOKEN.CREATED_AT, now).set(REGISTRATION_TOKEN.EXPIRES_AT, now.plus(LIFETIME)).execute();
            books.log(worker, owner, organizationId, new OrganizationAct(null, "app.registration_token_made",
                    IdKind.ORGANIZATION.format(organizationId), "for one storefront, reg_…" + Secrets.lastFour(token)));
            return token;
        });
    }

    /**
     * Uses a token up, in the transaction of the registration: two that come with the same one get one app. The
     * organization that made it, or null where it was not good.
     */
    @Nullable
    UUID use(DSLContext worker, String token, UUID appId) {
        Instant now = books.clock().instant();
        return worker.update(REGISTRATION_TOKEN).set(REGISTRATION_TOKEN.USED_AT, now).set(REGISTRATION_TOKEN.USED_BY_APP, appId)
                .where(REGISTRATION_TOKEN.HASH.eq(Secrets.hash(token)), REGISTRATION_TOKEN.USED_AT.isNull())
                .and(REGISTRATION_TOKEN.EXPIRES_AT.gt(now)).returningResult(REGISTRATION_TOKEN.ORGANIZATION_ID)
                .fetchOne(REGISTRATION_TOKEN.ORGANIZATION_ID);
    }
}
