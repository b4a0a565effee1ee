package io.cryptocheckout.platform.access;

import static java.util.Comparator.comparing;

import io.cryptocheckout.platform.refusal.Refused;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** The sessions of a person, on whatever device, for the person to see and to end. */
@Component
public class OpenSessions {
    private static final int HANDLE_BYTES = 16;

    private final FindByIndexNameSessionRepository<? extends Session> sessions;
    private final AccountBooks books;

    OpenSessions(FindByIndexNameSessionRepository<? extends Session> sessions, AccountBooks books) {
        this.sessions = sessions;
        this.books = books;
    }

    /**
     * Those that are open, latest used first.
     *
     * @param current
     *            the id of the session that asks
     */
    public List<OpenSession> of(SignedIn person, String current) {
        return sessions.findByPrincipalName(person.getName()).values().stream().map(session -> view(session, current))
                .filter(java.util.Objects::nonNull).sorted(comparing(OpenSession::lastSeen).reversed()).toList();
    }

    /** Ends one of them; refuses with {@code not_found} what is not his. */
    public void end(SignedIn person, String handle, Device from) {
        String id = sessions.findByPrincipalName(person.getName()).keySet().stream().filter(one -> handle(one).equals(handle)).findFirst()
                .orElseThrow(() -> Refused.notFound("session"));
        sessions.deleteById(id);
        books.database().acrossTenants("a person's own log is kept outside every store", worker -> {
            books.log().write(worker, person.accountId(), "session_ended", from);
            return true;
        });
    }

    private static @Nullable OpenSession view(Session session, String current) {
        SessionOrigin origin = session.getAttribute(SessionOrigin.ATTRIBUTE);
        return origin == null
                ? null
                : new OpenSession(handle(session.getId()), origin, session.getLastAccessedTime(), session.getId().equals(current));
    }

    private static String handle(String id) {
        return HexFormat.of().formatHex(MailLinks.hash(id), 0, HANDLE_BYTES);
    }
}
