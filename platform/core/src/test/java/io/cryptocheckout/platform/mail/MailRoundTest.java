package io.cryptocheckout.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.cryptocheckout.devkit.SettableClock;
import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import java.time.Duration;
import java.util.UUID;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class MailRoundTest {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final TestDatabase rows = TestDatabase.fresh();
    private final Database database = new Database(DSL.using(rows.app(), SQLDialect.POSTGRES),
            DSL.using(rows.worker(), SQLDialect.POSTGRES));
    private final SettableClock clock = SettableClock.standing();
    private final Mails mails = new Mails(database, clock);
    private final StaticListableBeanFactory beans = new StaticListableBeanFactory();
    private final MailRound round = new MailRound(database, beans.getBeanProvider(JavaMailSender.class),
            new MailProperties("Crypto Checkout <pay@example.com>"), clock);

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        rows.close();
    }

    @Test
    void a_mail_goes_out_once_after_its_reason_was_committed() throws Exception {
        serve(server.getSmtp().getPort());
        post(new Mail("owner@example.com", "A subject", "A text with \u00fc"));
        assertThatThrownBy(() -> database.in(scope(), tx -> {
            mails.post(tx.sql(), new Mail("never@example.com", "Never", "Never"));
            throw new IllegalStateException("rolled back");
        })).hasMessage("rolled back");

        round.run();
        round.run();

        assertThat(server.getReceivedMessages()).singleElement().satisfies(message -> {
            assertThat(message.getSubject()).isEqualTo("A subject");
            assertThat(message.getAllRecipients()[0]).hasToString("owner@example.com");
            assertThat(message.getFrom()[0]).hasToString("Crypto Checkout <pay@example.com>");
            assertThat(message.getContent().toString().strip()).isEqualTo("A text with \u00fc");
        });
        assertThat(mails.latest(5)).extracting(SentMail::status).containsExactly("sent");
    }

    @Test
    void without_a_server_mail_waits_and_a_failed_one_is_tried_again() {
        post(new Mail("owner@example.com", "Later", "Text"));
        round.run();
        assertThat(mails.latest(5)).extracting(SentMail::status).containsExactly("pending");

        int port = server.getSmtp().getPort();
        server.stop();
        serve(port);
        round.run();
        assertThat(mails.latest(5)).extracting(SentMail::status).containsExactly("pending");
        clock.advance(Duration.ofSeconds(30));
        round.run();

        GreenMail again = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        again.start();
        round.run();
        assertThat(again.getReceivedMessages()).isEmpty();
        clock.advance(Duration.ofSeconds(31));
        round.run();
        assertThat(again.getReceivedMessages()).hasSize(1);
        again.stop();
    }

    @Test
    void a_mail_that_nobody_takes_is_given_up_visibly() {
        int port = server.getSmtp().getPort();
        server.stop();
        serve(port);
        post(new Mail("owner@example.com", "Never", "Text"));
        for (int i = 0; i < MailRound.ATTEMPTS; i++) {
            round.run();
            clock.advance(Duration.ofDays(1));
        }
        assertThat(mails.latest(5)).extracting(SentMail::status).containsExactly("abandoned");
    }

    @Test
    void a_line_break_cannot_smuggle_a_header_in() {
        assertThatThrownBy(() -> new Mail("a@example.com\r\nBcc: b@example.com", "S", "T")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Mail("a@example.com", "S\nBcc: b@example.com", "T")).isInstanceOf(IllegalArgumentException.class);
    }

    private void post(Mail mail) {
        database.in(scope(), tx -> {
            mails.post(tx.sql(), mail);
            return mail;
        });
    }

    private static Scope scope() {
        return new Scope(UUID.randomUUID(), false);
    }

    private void serve(int port) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        sender.setDefaultEncoding("UTF-8");
        beans.addBean("sender", sender);
    }
}
