package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.OrganizationView;
import io.cryptocheckout.platform.tenancy.Organizations;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What the pages of an organization's owner are about. */
@Component
final class OwnedOrganization {
    private final Organizations organizations;

    OwnedOrganization(Organizations organizations) {
        this.organizations = organizations;
    }

    /** Its name as {@code home} and its id as {@code organization}; refuses with {@code not_found} whoever does not own it. */
    Map<String, String> of(DashboardSession session, String organization) {
        UUID id = AgencyPage.id(organization);
        String name = organizations.of(session.accountId()).stream().filter(one -> one.owner() && one.id().equals(id))
                .map(OrganizationView::name).findFirst().orElseThrow(() -> Refused.notFound("organization"));
        return Map.of("home", name, "organization", AgencyPage.path(organization));
    }
}
