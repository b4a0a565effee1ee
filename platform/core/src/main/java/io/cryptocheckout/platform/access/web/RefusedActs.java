package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.access.AllowedRate;
import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Writes down who tried to change something without the permission for it. Nobody can fill a store's log by trying again: a credential
 * has a few such entries an hour, and what comes beyond is refused all the same.
 */
@Component
class RefusedActs {
    private static final String CALLER = RefusedActs.class.getName();
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final int PER_HOUR = 20;
    private static final int SHOWN_OF_A_PATH = 200;

    private final AuditLog audit;
    private final AllowedRate entries = new AllowedRate(PER_HOUR, Duration.ofHours(1));

    RefusedActs(AuditLog audit) {
        this.audit = audit;
    }

    /** Who makes this request, as soon as that is known. */
    static void by(HttpServletRequest request, Caller caller) {
        request.setAttribute(CALLER, caller);
    }

    void note(HttpServletRequest request, Refused refused) {
        if (refused.refusal() == Refusal.PERMISSION_MISSING && !READING.contains(request.getMethod())
                && request.getAttribute(CALLER) instanceof Caller caller && entries.take(caller.principal().id().toString()).allowed()) {
            String path = request.getRequestURI();
            audit.refused(caller, new AuditAct("request.refused", null, Map.of("method", request.getMethod(), "path",
                    path.substring(0, Math.min(SHOWN_OF_A_PATH, path.length())), "why", refused.text())));
        }
    }
}
