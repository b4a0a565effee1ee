package io.cryptocheckout.platform.oauth.web;

import io.cryptocheckout.platform.access.AllowedRate;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.oauth.App;
import io.cryptocheckout.platform.oauth.RegistrationRefused;
import io.cryptocheckout.platform.oauth.RegistrationRefused.Why;
import io.cryptocheckout.platform.oauth.StorefrontProperties;
import io.cryptocheckout.platform.oauth.StorefrontRegistrations;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where a self-hosted storefront registers itself (RFC 7591, section 3); it answers in the forms of that RFC. */
@RestController
class RegistrationController {
    private static final String SCHEME = "bearer ";

    private final StorefrontRegistrations registrations;
    private final AllowedRate tries;

    RegistrationController(StorefrontRegistrations registrations, StorefrontProperties properties) {
        this.registrations = registrations;
        this.tries = new AllowedRate(properties.registrationsPerHour(), Duration.ofHours(1));
    }

    @PostMapping("/oauth2/register")
    ResponseEntity<Map<String, Object>> register(HttpServletRequest request) throws IOException {
        AllowedRate.Verdict verdict = tries.take(request.getRemoteAddr());
        if (!verdict.allowed()) {
            RegistrationRefused often = new RegistrationRefused(Why.RATE_LIMITED, "Too many registrations came from this address.");
            return refused(often, verdict.retryAfterSeconds());
        }
        try {
            App app = registrations.register(RegistrationBody.read(request), token(request.getHeader(HttpHeaders.AUTHORIZATION)));
            return ProtocolAnswer.of(ResponseEntity.status(HttpStatus.CREATED)).body(registered(app));
        } catch (RegistrationRefused refused) {
            return refused(refused, Duration.ofHours(1).toSeconds());
        }
    }

    private static ResponseEntity<Map<String, Object>> refused(RegistrationRefused refused, long retryAfter) {
        ResponseEntity.BodyBuilder answer = ProtocolAnswer.of(switch (refused.why()) {
            case INVALID_TOKEN ->
                ResponseEntity.status(HttpStatus.UNAUTHORIZED).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            case RATE_LIMITED ->
                ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
            case INVALID_REDIRECT_URI, INVALID_CLIENT_METADATA -> ResponseEntity.badRequest();
        });
        return answer.body(Map.of("error", refused.why().code(), "error_description", refused.description()));
    }

    private static Map<String, Object> registered(App app) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("client_id", IdKind.APP.format(app.id()));
        answer.put("client_id_issued_at", app.createdAt().getEpochSecond());
        answer.put("client_name", app.name());
        answer.put("software_id", String.valueOf(app.softwareId()));
        answer.put("redirect_uris", app.redirectUris());
        answer.put("grant_types", StorefrontRegistrations.GRANT_TYPES);
        answer.put("response_types", StorefrontRegistrations.RESPONSE_TYPES);
        answer.put("token_endpoint_auth_method", "none");
        answer.put("scope", app.scopes().stream().sorted().map(Permission::wireName).collect(Collectors.joining(" ")));
        return answer;
    }

    /** The one-time token; null where no credential was sent. */
    private static @Nullable String token(@Nullable String header) {
        if (header == null) {
            return null;
        }
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new RegistrationRefused(Why.INVALID_TOKEN, "Send the one-time token as Authorization: Bearer reg_…, or no such header.");
        }
        return header.substring(SCHEME.length()).strip();
    }
}
