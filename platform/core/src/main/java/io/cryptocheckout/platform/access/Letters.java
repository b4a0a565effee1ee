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

    void signIn(DSLContext worker, String email, String token) {
        post(worker, email, "Your link to sign in", "This link signs you in to Crypto Checkout once, within a quarter of an hour:\n\n"
                + link("/login/enter", token) + NOT_YOU);
    }

    void resetPassword(DSLContext worker, String email, String token) {
        post(worker, email, "Set a new password", "By this link you set a new password for Crypto Checkout, once and within an hour:\n\n"
                + link("/login/reset", token) + NOT_YOU);
    }

    void passwordChanged(DSLContext worker, String email) {
        post(worker, email, "Your password was changed", "The password of your account at Crypto Checkout was changed, and every other"
                + " session was ended. If that was not you, set a new one now:\n\n" + site.of("/login/forgot") + "\n");
    }

    void leaveAddress(DSLContext worker, String email, String token) {
        post(worker, email, "Shall your account move to another address?", "Somebody signed in as you asked to move your account at Crypto"
                + " Checkout to another e-mail address. If that is right, open this link within a day:\n\n"
                + link("/login/address/leave", token) + "\n\nIf it is not, do nothing here and change your password: somebody knows it.\n");
    }

    void takeAddress(DSLContext worker, String email, String token) {
        post(worker, email, "Shall your account move to this address?", "Open this link within a day to sign in to Crypto Checkout by this"
                + " address from now on:\n\n" + link("/login/address/take", token) + NOT_YOU);
    }

    void addressChanged(DSLContext worker, String email) {
        post(worker, email, "Your address was changed",
                "Your account at Crypto Checkout has left this address, as both addresses agreed.\n");
    }

    /**
     * @param what
     *            one of the platform's own sentences, without its full stop
     */
    void factorChanged(DSLContext worker, String email, String what) {
        post(worker, email, what, what + " at Crypto Checkout. If that was not you, set a new password and look at your account now:\n\n"
                + site.of("/account") + "\n");
    }

    void accountEnded(DSLContext worker, String email) {
        post(worker, email, "Your account was deleted",
                "Your account at Crypto Checkout was deleted, as you asked. You have left every store.\n");
    }

    private void post(DSLContext worker, String email, String subject, String text) {
        mails.post(worker, new Mail(email, subject, text));
    }

    private String link(String path, String token) {
        return site.of(path + "?token=" + token);
    }
}
