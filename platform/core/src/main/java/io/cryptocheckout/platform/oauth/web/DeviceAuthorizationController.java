package io.cryptocheckout.platform.oauth.web;

import io.cryptocheckout.platform.access.AllowedRate;
import io.cryptocheckout.platform.oauth.DeviceProperties;
import io.cryptocheckout.platform.oauth.Devices;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where a device asks for its codes (RFC 8628, section 3.1). Who asks was found out by the authorization server, which stands before this;
 * the errors are those of RFC 6749, section 5.2.
 */
@RestController
class DeviceAuthorizationController {
    private static final String PAGE = "/oauth2/device";

    private final Devices devices;
    private final String page;
    private final AllowedRate begun;

    DeviceAuthorizationController(Devices devices, DeviceProperties properties, @Value("${checkout.public-url}") String publicUrl) {
        this.devices = devices;
        this.page = publicUrl.replaceAll("/$", "") + PAGE;
        this.begun = new AllowedRate(properties.begunPerHour(), Duration.ofHours(1));
    }

    @PostMapping("/oauth2/device_authorization")
    ResponseEntity<Map<String, Object>> begin(HttpServletRequest request) {
        AllowedRate.Verdict verdict = begun.take(request.getRemoteAddr());
        if (!verdict.allowed()) {
            return ProtocolAnswer.of(ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).header(HttpHeaders.RETRY_AFTER,
                    Long.toString(verdict.retryAfterSeconds())))
                    .body(error("rate_limited", "Too many devices asked from this address."));
        }
        RegisteredClient client = client();
        if (client == null) {
            return ProtocolAnswer.of(ResponseEntity.status(HttpStatus.UNAUTHORIZED)).body(error("invalid_client", "Name your client_id."));
        }
        if (!client.getAuthorizationGrantTypes().contains(AuthorizationGrantType.DEVICE_CODE)) {
            return ProtocolAnswer.of(ResponseEntity.badRequest()).body(error("unauthorized_client",
                    "Only the command line is connected by a device code. Other apps are connected by the authorization code grant."));
        }
        String[] scope = request.getParameterValues("scope");
        if (scope != null && scope.length > 1) {
            return ProtocolAnswer.of(ResponseEntity.badRequest())
                    .body(error("invalid_request", "Send scope once, with a blank between two."));
        }
        Set<String> scopes = scope == null ? Set.of() : new LinkedHashSet<>(Arrays.asList(scope[0].strip().split(" +")));
        if (scopes.isEmpty() || !client.getScopes().containsAll(scopes)) {
            return ProtocolAnswer.of(ResponseEntity.badRequest())
                    .body(error("invalid_scope", "scope names at least one scope, and none that a device cannot be given."));
        }
        return ProtocolAnswer.of(ResponseEntity.ok()).body(answer(devices.begin(UUID.fromString(client.getId()), scopes)));
    }

    private static @Nullable RegisteredClient client() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof OAuth2ClientAuthenticationToken shown
                ? shown.getRegisteredClient()
                : null;
    }

    private Map<String, Object> answer(Devices.Begun begun) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("device_code", begun.deviceCode());
        answer.put("user_code", begun.userCode());
        answer.put("verification_uri", page);
        answer.put("verification_uri_complete", page + "?user_code=" + begun.userCode());
        answer.put("expires_in", begun.lifetime().toSeconds());
        answer.put("interval", Devices.INTERVAL.toSeconds());
        return answer;
    }

    private static Map<String, Object> error(String code, String description) {
        return Map.of("error", code, "error_description", description);
    }
}
