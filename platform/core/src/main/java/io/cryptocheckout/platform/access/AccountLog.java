package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.ACCOUNT_EVENT;

import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.Ids;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What happened to a person's account and from where, for the person to read. */
@Component
public class AccountLog {
    private static final int SHOWN = 50;

    private final Database database;
    private final Clock clock;

    AccountLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void write(DSLContext worker, UUID accountId, String kind, Device from) {
        write(worker, accountId, kind, from, null);
    }

    /**
     * @param detail
     *            what a reader needs beside the kind; never a secret
     */
    void write(DSLContext worker, UUID accountId, String kind, Device from, @Nullable String detail) {
        worker.insertInto(ACCOUNT_EVENT).set(ACCOUNT_EVENT.ACCOUNT_ID, accountId).set(ACCOUNT_EVENT.ID, Ids.next(clock))
                .set(ACCOUNT_EVENT.AT, clock.instant()).set(ACCOUNT_EVENT.KIND, kind).set(ACCOUNT_EVENT.ADDRESS, from.address())
                .set(ACCOUNT_EVENT.DEVICE, from.agent()).set(ACCOUNT_EVENT.DETAIL, detail).execute();
    }

    /** The newest lines, newest first. */
    public List<AccountEvent> newest(UUID accountId) {
        return database.acrossTenants("a person's own log is kept outside every store",
                worker -> worker.selectFrom(ACCOUNT_EVENT).where(ACCOUNT_EVENT.ACCOUNT_ID.eq(accountId))
                        .orderBy(ACCOUNT_EVENT.ID.desc()).limit(SHOWN).fetch(row -> new AccountEvent(row.getAt(), row.getKind(),
                                row.getAddress(), row.getDevice(), row.getDetail())));
    }
}
