package io.cryptocheckout.platform.checkout.page;

import io.cryptocheckout.platform.checkout.PublicSession;
import io.cryptocheckout.platform.id.IdKind;
import java.time.Instant;

/**
 * The little an open page needs to know to notice that it has grown old.
 *
 * @param fingerprint
 *            when it differs from the page's own, the page fetches itself anew
 */
record SessionState(String id, String status, String fingerprint, int confirmations, String confirmationsRequired,
        Instant expiresAt) {

    static SessionState of(PublicSession session) {
        return new SessionState(IdKind.CHECKOUT_SESSION.format(session.id()), session.status(),
                PageView.fingerprint(session), session.confirmations(), session.confirmationsRequired(), session.expiresAt());
    }
}
