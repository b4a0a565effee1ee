package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.mail.Mail;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.plugin.Refused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;

/** Mail of plugins to the customers of their store's sessions, whose addresses they never see. */
final class CustomerMail {
    static final int MOST_PER_SESSION = 10;
    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_SUBJECT = 200;
    private static final String NOTE = """
            insert into plugin.mailed (store_id, livemode, plugin_id, session_id, subject, at)
            select ?, ?, ?, ?, ?, ?::timestamptz where (select count(*) from plugin.mailed
                where store_id = ? and livemode = ? and plugin_id = ? and session_id = ?) < ?
            on conflict do nothing""";

    private final SessionCustomers customers;
    private final Mails mails;
    private final Clock clock;

    /** What a plugin wants to write. */
    record Letter(String sessionId, String subject, String text) {}

    CustomerMail(SessionCustomers customers, Mails mails, Clock clock) {
        this.customers = customers;
        this.mails = mails;
        this.clock = clock;
    }

    /** Posts it with the transaction; answers whether it is on its way. */
    boolean post(StoreTx tx, EnabledPlugin plugin, Letter letter) {
        if (!plugin.manifest().mail()) {
            throw new Refused("The manifest does not declare mail");
        }
        if (letter.text().length() > LONGEST_TEXT || letter.subject().isBlank() || letter.subject().length() > LONGEST_SUBJECT
                || letter.subject().chars().anyMatch(Character::isISOControl) || letter.text().indexOf('\u0000') >= 0) {
            throw new Refused("A mail has a subject of one line, at most " + LONGEST_SUBJECT + " characters, and a text of at most "
                    + LONGEST_TEXT);
        }
        UUID session = IdKind.CHECKOUT_SESSION.parse(letter.sessionId());
        String address = session == null ? null : customers.mailOf(tx, session);
        if (address == null || !isNew(tx, plugin.id(), Objects.requireNonNull(session), letter.subject())) {
            return false;
        }
        mails.post(tx.sql(), new Mail(address, letter.subject(), letter.text()));
        return true;
    }

    private boolean isNew(StoreTx tx, String pluginId, UUID session, String subject) {
        return tx.sql().execute(NOTE, tx.storeId(), tx.livemode(), pluginId, session, sha256(subject), clock.instant(), tx.storeId(),
                tx.livemode(), pluginId, session, MOST_PER_SESSION) == 1;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
