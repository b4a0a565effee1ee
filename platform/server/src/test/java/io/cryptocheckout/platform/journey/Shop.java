package io.cryptocheckout.platform.journey;

import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.access.NewAccount;
import io.cryptocheckout.platform.access.NewApiKey;
import io.cryptocheckout.platform.access.SignedUp;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.tenancy.Assignment;
import io.cryptocheckout.platform.tenancy.Entrances;
import io.cryptocheckout.platform.tenancy.Invitations;
import io.cryptocheckout.platform.tenancy.NewInvitation;
import io.cryptocheckout.platform.tenancy.Role;
import io.cryptocheckout.platform.tenancy.StoreView;
import io.cryptocheckout.platform.tenancy.Stores;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A store of its own with its owner, made by the rooms themselves and asked by the API alone. */
record Shop(LocalRun run, UUID store, UUID organization, UUID owner, String email) {
    private static final Pattern INVITATION = Pattern.compile("/invitations/([\\w-]+)");

    static Shop open(LocalRun run, String name) {
        SignedUp made = account(run, name);
        return new Shop(run, made.store().id(), made.store().organizationId(), made.account().id(), made.account().email());
    }

    String id() {
        return IdKind.STORE.format(store);
    }

    Caller caller(boolean livemode) {
        return new Caller(new Scope(store, livemode), Role.OWNER.rights().in(livemode), principal(owner, email));
    }

    /** The API by a new key of this store. */
    Api api(boolean livemode, Permission... scopes) {
        return new Api(run.text("baseUrl"), bean(ApiKeys.class)
                .create(caller(livemode), new NewApiKey("backend", Set.of(scopes), List.of(), null)).secret());
    }

    /** An invitation that waits for its answer. */
    void invite(String guest, Assignment assignment) {
        bean(Invitations.class).invite(caller(false), new NewInvitation(guest, assignment, false));
    }

    /** Somebody who was invited and came; answers his account. */
    UUID colleague(Role role) {
        SignedUp person = account(run, "Elsewhere");
        String mailbox = person.account().email();
        invite(mailbox, Assignment.of(role));
        String text = bean(Mails.class).latest(100).stream().filter(sent -> sent.mail().recipient().equals(mailbox)).findFirst()
                .orElseThrow().mail().text();
        Matcher link = INVITATION.matcher(text);
        if (!link.find()) {
            throw new AssertionError(text);
        }
        bean(Entrances.class).accept(link.group(1), principal(person.account().id(), mailbox), mailbox);
        return person.account().id();
    }

    /** The store as one of its people sees it now. */
    StoreView seenBy(UUID account) {
        return Objects.requireNonNull(bean(Stores.class).find(store, account));
    }

    <T> T bean(Class<T> type) {
        return run.context.getBean(type);
    }

    static Principal principal(UUID account, String email) {
        return new Principal(Principal.Kind.ACCOUNT, account, email, new Origin("192.0.2.1", null));
    }

    private static SignedUp account(LocalRun run, String name) {
        return Objects.requireNonNull(run.context.getBean(Accounts.class)
                .create(new NewAccount(UUID.randomUUID() + "@example.org", Visitors.PASSWORD, name, name + " company")));
    }
}
