package io.cryptocheckout.platform.mail;

import io.cryptocheckout.platform.id.Ids;
import java.time.Clock;
import java.time.Instant;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** The post office: takes mail in the caller's transaction, so that it goes out exactly when its reason was committed. */
@Component
public final class Mails {
    private final Clock clock;

    public Mails(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param sql
     *            the running transaction, of a store or across tenants
     */
    public void post(DSLContext sql, Mail mail) {
        Instant now = clock.instant();
        sql.execute("insert into mail.message (id, recipient, subject, body, due_at, created_at) values (?, ?, ?, ?, ?, ?)",
                Ids.next(clock), mail.recipient(), mail.subject(), mail.text(), now, now);
    }
}
