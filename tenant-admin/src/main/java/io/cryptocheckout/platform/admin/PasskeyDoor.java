package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.Device;
import io.cryptocheckout.platform.access.Doors;
import io.cryptocheckout.platform.access.Halfway;
import io.cryptocheckout.platform.access.Passkeys;
import io.cryptocheckout.platform.access.Person;
import io.cryptocheckout.platform.access.SignedIn;
import io.cryptocheckout.platform.refusal.ErrorBody;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the passkey script asks and answers. A challenge is kept in the browser's session and is good for one answer. */
@RestController
final class PasskeyDoor {

    private static final String CHALLENGE = "admin.passkey";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final Passkeys passkeys;
    private final Doors doors;

    PasskeyDoor(Passkeys passkeys, Doors doors) {
        this.passkeys = passkeys;
        this.doors = doors;
    }

    @PostMapping(path = "/account/passkeys/options", produces = JSON)
    String create(@AuthenticationPrincipal SignedIn person, HttpSession session, @RequestParam String password, @RequestParam String name) {
        return asked(session, passkeys.create(person, password, name));
    }

    @PostMapping(path = "/account/passkeys", consumes = JSON, produces = JSON)
    String register(@AuthenticationPrincipal SignedIn person, HttpServletRequest request, @RequestBody String answer) {
        passkeys.register(person, taken(request.getSession()), answer, Device.of(request));
        return "{\"to\":\"/account\"}";
    }

    @PostMapping(path = "/login/passkey/options", produces = JSON)
    String ask(@AuthenticationPrincipal @Nullable Person person, HttpSession session) {
        return asked(session, passkeys.ask(person));
    }

    @PostMapping(path = "/login/passkey", consumes = JSON, produces = JSON)
    ResponseEntity<String> signIn(@AuthenticationPrincipal @Nullable Person person, HttpServletRequest request,
            HttpServletResponse response, @RequestBody String answer) {
        UUID account = passkeys.signIn(taken(request.getSession()), answer, Device.of(request));
        Person arrived = doors.arrived(account);
        boolean unconfirmed = arrived instanceof Halfway half && half.missing() == Halfway.Missing.ADDRESS;
        boolean another = person instanceof Halfway && !person.accountId().equals(account);
        if (arrived == null || unconfirmed || another) {
            throw Passkeys.invalid();
        }
        doors.enterFully(request, response, arrived, "passkey");
        return ResponseEntity.ok("{\"to\":\"/dashboard\"}");
    }

    @ExceptionHandler
    ResponseEntity<String> refused(Refused refused) {
        return ResponseEntity.status(refused.refusal().type().status()).contentType(MediaType.APPLICATION_JSON)
                .body(ErrorBody.of(refused));
    }

    private String asked(HttpSession session, Passkeys.Challenge challenge) {
        session.setAttribute(CHALLENGE, challenge);
        return passkeys.json(challenge);
    }

    private static Passkeys.@Nullable Challenge taken(HttpSession session) {
        Object kept = session.getAttribute(CHALLENGE);
        session.removeAttribute(CHALLENGE);
        return kept instanceof Passkeys.Challenge challenge ? challenge : null;
    }
}
