package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.access.Bearer;
import io.cryptocheckout.platform.authority.AppCaller;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.OrganizationCaller;
import io.cryptocheckout.platform.authority.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** What the security chain asks for once a credential was found; the caller itself is all that controllers get. */
abstract sealed class KeyAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final transient Principal key;

    private KeyAuthentication(Principal key) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.key = key;
        setAuthenticated(true);
    }

    static KeyAuthentication of(Bearer.Authority authority) {
        return switch (authority) {
            case Bearer.Authority.OfStore store -> new OfStore(store.caller());
            case Bearer.Authority.OfOrganization organization -> new OfOrganization(organization.caller());
            case Bearer.Authority.OfApp app -> new OfApp(app.caller());
        };
    }

    @Override
    public Principal getPrincipal() {
        return key;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** By what opens a store in one mode: its key, or the token of an app. */
    static final class OfStore extends KeyAuthentication {
        private static final long serialVersionUID = 1L;

        private final transient Caller caller;

        OfStore(Caller caller) {
            super(caller.principal());
            this.caller = caller;
        }

        Caller caller() {
            return caller;
        }
    }

    /** By the key of an organization, which opens no store. */
    static final class OfOrganization extends KeyAuthentication {
        private static final long serialVersionUID = 1L;

        private final transient OrganizationCaller caller;

        OfOrganization(OrganizationCaller caller) {
            super(caller.principal());
            this.caller = caller;
        }

        OrganizationCaller caller() {
            return caller;
        }
    }

    /** By the token of an app for itself, which opens no store. */
    static final class OfApp extends KeyAuthentication {
        private static final long serialVersionUID = 1L;

        private final transient AppCaller caller;

        OfApp(AppCaller caller) {
            super(caller.principal());
            this.caller = caller;
        }

        AppCaller caller() {
            return caller;
        }
    }
}
