package io.cryptocheckout.platform.isolation;

import io.cryptocheckout.platform.access.AccountView;
import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.NewAccount;
import io.cryptocheckout.platform.access.SignedUp;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.journey.Grants;
import io.cryptocheckout.platform.journey.LocalRun;
import io.cryptocheckout.platform.tenancy.Organizations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A merchant with a store that holds one of everything that has a name, in both modes, and the people and the agency around it. Made by
 * the same rooms that the pages call.
 */
final class Shop {
    static final String PASSWORD = "violet harbour mango 77 lantern";

    final LocalRun run;
    final String owner;
    final String agent;
    final UUID storeId;
    final UUID organization;
    final UUID agency;
    private final AccountView ownerAccount;
    private final AccountView agentAccount;
    private final UUID stranger;
    private final Stock stock;
    private final Map<String, String> names = new HashMap<>();
    private final Map<Boolean, String> keys = new HashMap<>();
    private final Map<Boolean, Grants.Granted> grants = new HashMap<>();
    private final Map<Boolean, String> organizationKeys = new HashMap<>();
    private final String appToken;
    private final List<UUID> people = new ArrayList<>();

    Shop(LocalRun run, String name) {
        this.run = run;
        String unique = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        owner = "owner-" + unique + "@example.org";
        agent = "agent-" + unique + "@example.org";
        SignedUp first = account(owner, "Shop " + unique);
        SignedUp second = account(agent, "Agency " + unique);
        ownerAccount = first.account();
        agentAccount = second.account();
        people.addAll(List.of(ownerAccount.id(), agentAccount.id()));
        storeId = first.store().id();
        stranger = account("stranger-" + unique + "@example.org", "Stranger of " + unique).store().id();
        Organizations organizations = run.context.getBean(Organizations.class);
        organization = organizations.of(ownerAccount.id()).getFirst().id();
        agency = organizations.of(agentAccount.id()).getFirst().id();
        organizations.change(agentAccount.id(), agency, true);
        stock = new Stock(this);
        stock.open();
        for (boolean livemode : new boolean[]{false, true}) {
            keys.put(livemode, stock.key(livemode, Set.of()));
            grants.put(livemode, stock.granted(livemode, Set.of()));
            organizationKeys.put(livemode, stock.organizationKey(livemode).secret());
            for (Kind kind : Kind.values()) {
                names.put(kind + " " + (kind.moded && livemode), kind.moded || !livemode ? stock.fresh(kind, livemode) : name(kind, false));
            }
        }
        appToken = stock.appToken();
        stock.settle();
    }

    /** A merchant's API key with every scope that a key can have. */
    String key(boolean livemode) {
        return Objects.requireNonNull(keys.get(livemode));
    }

    /** The token of an app that the merchant connected, with every scope that an app can have. */
    String token(boolean livemode) {
        return Objects.requireNonNull(grants.get(livemode)).token();
    }

    /** A token that lacks a scope. */
    String tokenWithout(Permission lacked) {
        return stock.granted(false, Set.of(lacked)).token();
    }

    /** A key of the merchant's organization. */
    String organizationKey(boolean livemode) {
        return Objects.requireNonNull(organizationKeys.get(livemode));
    }

    /** What the app of the merchant's organization shows for itself. */
    String appToken() {
        return appToken;
    }

    UUID app() {
        return stock.app();
    }

    /** A key that lacks a scope. */
    String keyWithout(Permission lacked) {
        return stock.key(false, Set.of(lacked));
    }

    /** The one that stands there from the beginning. */
    String name(Kind kind, boolean livemode) {
        return Objects.requireNonNull(names.get(kind + " " + (kind.moded && livemode)), kind::name);
    }

    /** One more, of the mode for tests: for acts that use it up. */
    String fresh(Kind kind) {
        return stock.fresh(kind, false);
    }

    /** One more as the app made it whose token this shop has: an app works on its own endpoints alone. */
    String freshOfApp(Kind kind) {
        String name = fresh(kind);
        stock.give(name(Kind.ENDPOINT, false), grants.get(false).id());
        if (kind == Kind.ENDPOINT) {
            stock.give(name, grants.get(false).id());
        }
        return name;
    }

    String strangersStore() {
        return Kind.STORE.format(stranger);
    }

    /** The owner, with every right that there is. */
    Caller caller(boolean livemode) {
        return new Caller(new Scope(storeId, livemode), EnumSet.allOf(Permission.class), person());
    }

    Principal person() {
        return new Principal(Principal.Kind.ACCOUNT, ownerAccount.id(), owner);
    }

    Principal agencysPerson() {
        return new Principal(Principal.Kind.ACCOUNT, agentAccount.id(), agent);
    }

    Visitor visitor(boolean asAgent) {
        return Visitor.signedIn(run.text("baseUrl"), asAgent ? agent : owner, PASSWORD);
    }

    /** Somebody new with an organization and a store of his own. */
    SignedUp account(String email, String name) {
        SignedUp made = Objects.requireNonNull(
                run.context.getBean(Accounts.class).create(new NewAccount(email, PASSWORD, name, name)), email);
        people.add(made.account().id());
        return made;
    }

    List<UUID> stores() {
        return List.of(storeId);
    }

    List<UUID> organizations() {
        return List.of(organization, agency);
    }

    Collection<UUID> people() {
        return people;
    }
}
