package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.STORE;

import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.mail.Mail;
import io.cryptocheckout.platform.mail.Mails;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The mail that carries an invitation's link. */
@Component
final class InvitationMail {
    private final Mails mails;
    private final String publicUrl;

    InvitationMail(Mails mails, @Value("${checkout.public-url}") String publicUrl) {
        this.mails = mails;
        this.publicUrl = publicUrl;
    }

    void post(StoreTx tx, String email, Token token, String inviter, String role) {
        String store = oneLine(Objects.requireNonNull(
                tx.sql().select(STORE.NAME).from(STORE).where(STORE.STORE_ID.eq(tx.storeId())).fetchOne(STORE.NAME)));
        mails.post(tx.sql(), new Mail(email, "You are invited to " + store, """
                %s invites you to work in the store %s, in the role %s.

                To accept, open this link and sign in with this e-mail address, or make an account for it:
                %s/invitations/%s

                The link works once and for 7 days. If you did not expect it, do nothing.
                """.formatted(inviter, store, role, publicUrl, token.text())));
    }

    /** A name may hold a line break; a mail's subject may not. */
    static String oneLine(String name) {
        return name.replaceAll("\\p{Cntrl}+", " ");
    }
}
