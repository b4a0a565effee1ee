package io.cryptocheckout.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Component;

/** Where people come in: decides what is still missing, and gives the browser a session nobody could have planted. */
@Component
public class Doors {
    private final Accounts accounts;
    private final AccountBooks books;
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final HttpSessionCsrfTokenRepository formTokens = new HttpSessionCsrfTokenRepository();

    Doors(Accounts accounts, AccountBooks books) {
        this.accounts = accounts;
        this.books = books;
    }

    /** The person as far as he has come by a password or a link; null where the account is gone. */
    public @Nullable Person arrived(UUID accountId) {
        Standing standing = accounts.standing(accountId);
        if (standing == null) {
            return null;
        }
        if (!standing.verified()) {
            return new Halfway(accountId, standing.email(), standing.generation(), Halfway.Missing.ADDRESS);
        }
        return standing.secondFactor()
                ? new Halfway(accountId, standing.email(), standing.generation(), Halfway.Missing.SECOND_FACTOR)
                : new SignedIn(accountId, standing.email(), standing.generation());
    }

    /** The same person as the account stands now; null where the session has ended. */
    public @Nullable Person still(Person person) {
        Standing standing = accounts.standing(person.accountId());
        if (standing == null || standing.generation() != person.generation()) {
            return null;
        }
        return switch (person) {
            case Halfway half when half.missing() == Halfway.Missing.ADDRESS -> arrived(half.accountId());
            case Halfway half -> new Halfway(half.accountId(), standing.email(), half.generation(), half.missing());
            case SignedIn in -> new SignedIn(in.accountId(), standing.email(), in.generation());
        };
    }

    /**
     * Notes how the session that was just opened began, in it and in the person's log.
     *
     * @param proof
     *            what was shown, for example {@code password}
     */
    public void opened(HttpServletRequest request, Person person, String proof) {
        Device device = Device.of(request);
        request.getSession().setAttribute(SessionOrigin.ATTRIBUTE, new SessionOrigin(books.clock().instant(), device, proof));
        String kind = switch (person) {
            case SignedIn in -> "signed_in";
            case Halfway half -> half.missing() == Halfway.Missing.SECOND_FACTOR ? "second_step_asked" : "confirmation_asked";
        };
        books.database().acrossTenants("a person's own log is kept outside every store", worker -> {
            books.log().write(worker, person.accountId(), kind, device, proof);
            return true;
        });
    }

    /** Lets a person in who has shown everything, and notes how. */
    public void enterFully(HttpServletRequest request, HttpServletResponse response, Person person, String proof) {
        SignedIn whole = new SignedIn(person.accountId(), person.email(), person.generation());
        enter(request, response, whole);
        opened(request, whole, proof);
    }

    /** Lets the person in on this browser, in a session of a new id and with new form tokens. */
    public void enter(HttpServletRequest request, HttpServletResponse response, Person person) {
        HttpSession before = request.getSession(false);
        if (before != null) {
            request.changeSessionId();
        }
        formTokens.saveToken(null, request, response);
        keep(request, response, person);
    }

    /** Writes the person into the running request and its session, which stays the same. */
    public void keep(HttpServletRequest request, HttpServletResponse response, Person person) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication(person));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    public static Authentication authentication(Person person) {
        return UsernamePasswordAuthenticationToken.authenticated(person, null, List.of());
    }
}
