package io.cryptocheckout.platform.mail;

import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** The post office: takes mail in the caller's transaction, so that it goes out exactly when its reason was committed. */
@Component
public final class Mails {
    private final Database database;
    private final Clock clock;

    public Mails(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param sql
     *            the running transaction, of a store or across tenants
     */
    public void post(DSLContext sql, Mail mail) {
        Instant now = clock.instant();
        sql.execute(
                "insert into mail.message (id, recipient, subject, body, due_at, created_at) values (?, ?, ?, ?, ?::timestamptz, ?::timestamptz)",
                Ids.next(clock), mail.recipient(), mail.subject(), mail.text(), now, now);
    }

    /** The latest mails of the whole platform, newest first; for a developer's own machine alone. */
    public List<SentMail> latest(int limit) {
        return database.acrossTenants("a developer reads all mail of his own machine",
                sql -> sql.fetch("select recipient, subject, body, status, created_at from mail.message order by id desc limit ?", limit)
                        .map(row -> new SentMail(
                                new Mail(row.get("recipient", String.class), row.get("subject", String.class),
                                        row.get("body", String.class)),
                                row.get("status", String.class), row.get("created_at", Instant.class))));
    }
}
