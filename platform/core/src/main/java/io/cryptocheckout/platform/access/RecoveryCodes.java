package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.RECOVERY_CODE;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Ten codes that each stand in once for a lost second factor: 80 random bits, of which the SHA-256 is kept. */
@Component
class RecoveryCodes {
    private static final int CODES = 10;
    private static final int CODE_BYTES = 10;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    RecoveryCodes(Clock clock) {
        this.clock = clock;
    }

    /** Makes them anew, in the running transaction of the worker; the earlier ones end. */
    List<String> make(DSLContext worker, UUID accountId) {
        end(worker, accountId);
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < CODES; i++) {
            byte[] secret = new byte[CODE_BYTES];
            random.nextBytes(secret);
            String code = String.join("-", Base32.of(secret).toLowerCase(Locale.ROOT).split("(?<=\\G.{4})"));
            worker.insertInto(RECOVERY_CODE).set(RECOVERY_CODE.ACCOUNT_ID, accountId).set(RECOVERY_CODE.HASH, hash(code)).execute();
            codes.add(code);
        }
        return codes;
    }

    /** Uses a code up; false where it is none of the person's, or was used. */
    boolean use(DSLContext worker, UUID accountId, String typed) {
        return worker.update(RECOVERY_CODE).set(RECOVERY_CODE.USED_AT, clock.instant())
                .where(RECOVERY_CODE.ACCOUNT_ID.eq(accountId), RECOVERY_CODE.HASH.eq(hash(typed)), RECOVERY_CODE.USED_AT.isNull())
                .execute() == 1;
    }

    int left(DSLContext worker, UUID accountId) {
        return worker.fetchCount(RECOVERY_CODE, RECOVERY_CODE.ACCOUNT_ID.eq(accountId).and(RECOVERY_CODE.USED_AT.isNull()));
    }

    void end(DSLContext worker, UUID accountId) {
        worker.deleteFrom(RECOVERY_CODE).where(RECOVERY_CODE.ACCOUNT_ID.eq(accountId)).execute();
    }

    /** However it was typed: with blanks or dashes, in capitals or not. */
    private static byte[] hash(String typed) {
        return MailLinks.hash(typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT));
    }
}
