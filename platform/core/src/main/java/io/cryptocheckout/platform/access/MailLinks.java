package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.MAIL_LINK;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.Token;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tokens of links in mails: 256 random bits, of which the database knows only the SHA-256. */
@Component
class MailLinks {
    private static final int LONGEST = 100;

    private final Clock clock;

    MailLinks(Clock clock) {
        this.clock = clock;
    }

    /**
     * What a usable token stands for.
     *
     * @param email
     *            the address to be, where the link is about a change of it
     */
    record Link(UUID accountId, LinkPurpose purpose, @Nullable String email) {}

    /** Makes a token, in the running transaction of the worker; what is too old of the person's goes. */
    String make(DSLContext worker, LinkPurpose purpose, UUID accountId, @Nullable String email) {
        String token = Token.random().text();
        Instant now = clock.instant();
        worker.deleteFrom(MAIL_LINK).where(MAIL_LINK.ACCOUNT_ID.eq(accountId), MAIL_LINK.EXPIRES_AT.le(now)).execute();
        worker.insertInto(MAIL_LINK).set(MAIL_LINK.HASH, hash(token)).set(MAIL_LINK.ACCOUNT_ID, accountId)
                .set(MAIL_LINK.PURPOSE, purpose.wireName()).set(MAIL_LINK.EMAIL, email).set(MAIL_LINK.CREATED_AT, now)
                .set(MAIL_LINK.EXPIRES_AT, now.plus(purpose.lifetime())).execute();
        return token;
    }

    /** What the token stands for, which stays usable; null for one that is unknown, used, too old, or for something else. */
    @Nullable
    Link look(DSLContext worker, LinkPurpose purpose, String token) {
        return worker.select(MAIL_LINK.ACCOUNT_ID, MAIL_LINK.EMAIL).from(MAIL_LINK)
                .where(MAIL_LINK.HASH.eq(hash(token)), MAIL_LINK.PURPOSE.eq(purpose.wireName()), MAIL_LINK.USED_AT.isNull(),
                        MAIL_LINK.EXPIRES_AT.gt(clock.instant()))
                .fetchOne(row -> new Link(row.value1(), purpose, row.value2()));
    }

    /** Uses the token up; of two who come at once, one gets it. Refuses with {@code link_invalid}. */
    Link use(DSLContext worker, LinkPurpose purpose, String token) {
        var used = worker.update(MAIL_LINK).set(MAIL_LINK.USED_AT, clock.instant())
                .where(MAIL_LINK.HASH.eq(hash(token)), MAIL_LINK.PURPOSE.eq(purpose.wireName()), MAIL_LINK.USED_AT.isNull(),
                        MAIL_LINK.EXPIRES_AT.gt(clock.instant()))
                .returningResult(MAIL_LINK.ACCOUNT_ID, MAIL_LINK.EMAIL).fetchOne();
        if (used == null) {
            throw unusable();
        }
        return new Link(used.value1(), purpose, used.value2());
    }

    /** Whether the person used a link for this purpose and address, whose time is not over. */
    boolean isUsed(DSLContext worker, LinkPurpose purpose, UUID accountId, String email) {
        return worker.fetchExists(MAIL_LINK, MAIL_LINK.ACCOUNT_ID.eq(accountId).and(MAIL_LINK.PURPOSE.eq(purpose.wireName()))
                .and(MAIL_LINK.EMAIL.eq(email)).and(MAIL_LINK.USED_AT.isNotNull()).and(MAIL_LINK.EXPIRES_AT.gt(clock.instant())));
    }

    /** Ends the links of a person for these purposes; all of them where none is named. */
    void end(DSLContext worker, UUID accountId, LinkPurpose... purposes) {
        var all = MAIL_LINK.ACCOUNT_ID.eq(accountId);
        worker.deleteFrom(MAIL_LINK)
                .where(purposes.length == 0
                        ? all
                        : all.and(MAIL_LINK.PURPOSE.in(java.util.Arrays.stream(purposes).map(LinkPurpose::wireName).toList())))
                .execute();
    }

    static Refused unusable() {
        return new Refused(Refusal.LINK_INVALID, "token",
                "This link was used already, is too old, or was not copied whole. Nothing was changed; ask for a new one.");
    }

    static byte[] hash(String token) {
        return new Token(token.substring(0, Math.min(LONGEST, token.length()))).hash();
    }
}
