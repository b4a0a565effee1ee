package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.access.SignedIn;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.StoreView;
import io.cryptocheckout.platform.tenancy.Stores;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Turns the posted form of the consent page into a grant. A form that was bent is refused here and sent nowhere. */
@Component
final class ConsentAnswer implements Consumer<OAuth2AuthorizationConsentAuthenticationContext> {
    private final Consents consents;
    private final Apps apps;
    private final Stores stores;

    ConsentAnswer(Consents consents, Apps apps, Stores stores) {
        this.consents = consents;
        this.apps = apps;
        this.stores = stores;
    }

    @Override
    public void accept(OAuth2AuthorizationConsentAuthenticationContext context) {
        OAuth2AuthorizationConsentAuthenticationToken answer = context.getAuthentication();
        Set<String> scopes = answer.getScopes();
        if (scopes.isEmpty()) {
            return;
        }
        try {
            App app = Objects.requireNonNull(apps.find(UUID.fromString(context.getRegisteredClient().getId())));
            consents.agree(caller(answer), UUID.fromString(context.getAuthorization().getId()),
                    Consents.asked(app, Objects.requireNonNull(context.getAuthorizationRequest())), scopes);
        } catch (Refused refused) {
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(
                    new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, refused.text(), null), null);
        }
    }

    private Caller caller(OAuth2AuthorizationConsentAuthenticationToken answer) {
        Map<String, Object> form = answer.getAdditionalParameters();
        UUID storeId = IdKind.STORE.parse(text(form.get("store")));
        String mode = text(form.get("mode"));
        SignedIn person = (SignedIn) Objects.requireNonNull(((Authentication) answer.getPrincipal()).getPrincipal());
        StoreView store = storeId == null || !(mode.equals(RequestRules.TEST) || mode.equals(RequestRules.LIVE))
                ? null
                : stores.find(storeId, person.accountId());
        if (store == null) {
            throw Refused.notFound("store");
        }
        String address = answer.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : null;
        return person.in(store, mode.equals(RequestRules.LIVE), address);
    }

    private static String text(@Nullable Object value) {
        return value instanceof String one ? one : "";
    }
}
