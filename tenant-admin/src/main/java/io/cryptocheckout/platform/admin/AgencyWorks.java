package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.Invitations;
import io.cryptocheckout.platform.tenancy.MemberView;
import io.cryptocheckout.platform.tenancy.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What agencies' people made in a store, wherever it is kept, in both modes. */
@Component
final class AgencyWorks {
    private final Programs programs;
    private final WebhookEndpoints endpoints;
    private final Invitations invitations;
    private final Members members;
    private final Accounts accounts;

    AgencyWorks(Programs programs, WebhookEndpoints endpoints, Invitations invitations, Members members, Accounts accounts) {
        this.programs = programs;
        this.endpoints = endpoints;
        this.invitations = invitations;
        this.members = members;
        this.accounts = accounts;
    }

    /** One thing that rests on an agency's access. */
    public record Work(UUID accessId, String id, String what, String name, boolean livemode) {}

    List<Work> list(DashboardSession session) {
        List<Work> works = new ArrayList<>();
        for (boolean livemode : new boolean[]{false, true}) {
            Caller caller = session.callerIn(session.store(), livemode);
            programs.keys().list(caller).stream().filter(key -> key.accessId() != null && key.revokedAt() == null)
                    .map(key -> new Work(Objects.requireNonNull(key.accessId()), IdKind.API_KEY.format(key.id()), "API key",
                            key.name() + " (" + key.prefix() + "…" + key.lastFour() + ")", livemode))
                    .forEach(works::add);
            programs.apps().list(caller).stream().filter(app -> app.accessId() != null)
                    .map(app -> new Work(Objects.requireNonNull(app.accessId()), IdKind.GRANT.format(app.id()), "Connected app", app.name(),
                            livemode))
                    .forEach(works::add);
            endpoints.list(caller).stream().filter(one -> one.accessId() != null)
                    .map(one -> new Work(Objects.requireNonNull(one.accessId()), IdKind.WEBHOOK_ENDPOINT.format(one.id()),
                            "Webhook endpoint", one.url(), livemode))
                    .forEach(works::add);
        }
        people(session.callerIn(session.store(), false), works);
        return works;
    }

    private void people(Caller caller, List<Work> works) {
        invitations.list(caller).stream().filter(one -> one.accessId() != null)
                .map(one -> new Work(Objects.requireNonNull(one.accessId()), IdKind.INVITATION.format(one.id()), "Invitation", one.email(),
                        false))
                .forEach(works::add);
        List<MemberView> brought = members.list(caller).stream().filter(one -> one.accessId() != null).toList();
        Map<UUID, String> emails = accounts.emails(brought.stream().map(MemberView::accountId).toList());
        brought.stream().map(one -> new Work(Objects.requireNonNull(one.accessId()), IdKind.ACCOUNT.format(one.accountId()), "Person",
                emails.getOrDefault(one.accountId(), "somebody"), false)).forEach(works::add);
    }

    /** Makes one of them the store's own. */
    void adopt(DashboardSession session, String id, boolean livemode) {
        Caller caller = session.callerIn(session.store(), livemode);
        UUID key = IdKind.API_KEY.parse(id);
        UUID app = IdKind.GRANT.parse(id);
        UUID endpoint = IdKind.WEBHOOK_ENDPOINT.parse(id);
        UUID invitation = IdKind.INVITATION.parse(id);
        UUID person = IdKind.ACCOUNT.parse(id);
        if (key != null) {
            programs.keys().adopt(caller, key);
        } else if (app != null) {
            programs.apps().adopt(caller, app);
        } else if (endpoint != null) {
            endpoints.adopt(caller, endpoint);
        } else if (invitation != null) {
            invitations.adopt(caller, invitation);
        } else if (person != null) {
            members.adopt(caller, person);
        } else {
            throw Refused.notFound("work of an agency");
        }
    }
}
