package io.cryptocheckout.platform.access;

import io.cryptocheckout.platform.mail.Mail;
import io.cryptocheckout.platform.mail.Mails;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/**
 * What the platform writes to people about their accounts. Nothing that a stranger typed stands in a letter but the
 * address it goes to: otherwise anybody could have his words mailed to anybody.
 */
@Component
class Letters {
    private static final String NOT_YOU = "\n\nIf you did not ask for this, do nothing: without the link nothing happens.\n";

    private final Mails mails;
    private final SiteUrl site;

    Letters(Mails mails, SiteUrl site) {
        this.mails = mails;
        this.site = site;
    }

    void confirmAddress(DSLContext worker, String email, String token) {
        post(worker, email, "Confirm your e-mail address", "You signed up at Crypto Checkout with this address. Open this link within a day"
                + " and sign in with your password:\n\n" + link("/signup/confirm", token) + NOT_YOU);
    }

    void alreadyThere(DSLContext worker, String email) {
        post(worker, email, "You have an account already", "Somebody, perhaps you, tried to sign up at Crypto Checkout with this address,"
                + " which has an account. Nothing was changed.\n\nSign in: " + site.of("/login") + "\n");
    }

    private void post(DSLContext worker, String email, String subject, String text) {
        mails.post(worker, new Mail(email, subject, text));
    }

    private String link(String path, String token) {
        return site.of(path + "?token=" + token);
    }
}
