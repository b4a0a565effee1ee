package io.cryptocheckout.platform.mail;

import static io.cryptocheckout.jooq.mail.Tables.MESSAGE;

import io.cryptocheckout.platform.database.QueueDepth;
import io.cryptocheckout.platform.database.QueueFigures;
import java.time.Instant;
import org.jooq.DSLContext;

/**
 * How the sending of mail goes.
 *
 * @param abandoned
 *            mails that could not be sent at all
 */
public record MailFigures(QueueDepth queue, int abandoned) {

    /** Counted as the operator, who sees neither recipients nor texts. */
    public static MailFigures of(DSLContext operator, Instant now) {
        return new MailFigures(QueueFigures.of(operator, MESSAGE, MESSAGE.DUE_AT, now),
                operator.fetchCount(MESSAGE, MESSAGE.STATUS.eq("abandoned")));
    }
}
