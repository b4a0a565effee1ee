package io.cryptocheckout.platform.access;

import io.cryptocheckout.platform.authority.AppCaller;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.OrganizationCaller;
import io.cryptocheckout.platform.refusal.Refused;

/** One sort of bearer credential (RFC 6750) that the API takes. A room that hands out credentials offers a bean of this type. */
public interface Bearer {

    /** Whether a text is of this sort by how it begins; no text is of two sorts. */
    boolean claims(String text);

    /**
     * On whose authority the request is made; asked at every call and never remembered.
     *
     * @throws Refused
     *             with a code of the type {@code authentication}, or with {@code ip_not_allowed}
     */
    Authority authority(Credential credential);

    /** The refusal of what is of no sort at all. */
    static Refused unknown() {
        return KeyStanding.unknown();
    }

    /** What a credential opens. */
    sealed interface Authority {

        /** A store in one mode. */
        record OfStore(Caller caller) implements Authority {}

        /** What an organization's own keys open: no store. */
        record OfOrganization(OrganizationCaller caller) implements Authority {}

        /** What an app opens for itself: no store. */
        record OfApp(AppCaller caller) implements Authority {}
    }
}
