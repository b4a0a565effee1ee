package io.cryptocheckout.platform.mail;

import io.cryptocheckout.platform.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Sends the mails that are due. A claim holds a mail for five minutes, so that a node that dies while sending delays it and loses nothing. */
@Component
final class MailRound {
    static final int ATTEMPTS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(MailRound.class);
    private static final int BATCH = 20;
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration FIRST_DELAY = Duration.ofMinutes(1);
    private static final String CLAIM = """
            update mail.message set attempts = attempts + 1, due_at = ?::timestamptz
            where id in (select id from mail.message where due_at <= ?::timestamptz order by due_at limit ? for update skip locked)
            returning id, attempts, recipient, subject, body""";
    private static final String WRITE = "update mail.message set status = ?, due_at = ?::timestamptz, sent_at = ?::timestamptz, last_error = ? where id = ?";

    private final Database database;
    private final ObjectProvider<JavaMailSender> sender;
    private final MailProperties properties;
    private final Clock clock;

    MailRound(Database database, ObjectProvider<JavaMailSender> sender, MailProperties properties, Clock clock) {
        this.database = database;
        this.sender = sender;
        this.properties = properties;
        this.clock = clock;
    }

    /** Sends until nothing is due. Without a mail server there is nobody to give them to, and they wait. */
    void run() {
        JavaMailSender server = sender.getIfAvailable();
        if (server == null) {
            return;
        }
        List<Due> claimed;
        do {
            claimed = claim();
            claimed.forEach(mail -> write(mail, send(server, mail.mail())));
        } while (claimed.size() == BATCH);
    }

    private List<Due> claim() {
        Instant now = clock.instant();
        return database.acrossTenants("mail belongs to the platform", sql -> sql.fetch(CLAIM, now.plus(LEASE), now, BATCH)
                .map(row -> new Due(row.get("id", UUID.class), row.get("attempts", Integer.class),
                        new Mail(row.get("recipient", String.class), row.get("subject", String.class), row.get("body", String.class)))));
    }

    /** Null when the server took it, otherwise why not. */
    private @Nullable String send(JavaMailSender server, Mail mail) {
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom(properties.from());
        message.setTo(mail.recipient());
        message.setSubject(mail.subject());
        message.setText(mail.text());
        try {
            server.send(message);
            return null;
        } catch (MailException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
            LOG.warn("A mail could not be sent and will be tried again: {}", why);
            return why;
        }
    }

    private void write(Due mail, @Nullable String error) {
        Instant now = clock.instant();
        database.acrossTenants("mail belongs to the platform", sql -> {
            if (error == null) {
                return sql.execute(WRITE, "sent", null, now, null, mail.id());
            }
            boolean over = mail.attempts() >= ATTEMPTS;
            Instant next = over ? null : now.plus(FIRST_DELAY.multipliedBy(1L << (mail.attempts() - 1)));
            return sql.execute(WRITE, over ? "abandoned" : "pending", next, null, error, mail.id());
        });
    }

    private record Due(UUID id, int attempts, Mail mail) {}
}
