package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.operators.Operator;
import io.cryptocheckout.platform.operators.Suspensions;
import io.cryptocheckout.platform.tenancy.AgencyAccesses;
import io.cryptocheckout.platform.tenancy.AgencyGrant;
import io.cryptocheckout.platform.tenancy.Assignment;
import io.cryptocheckout.platform.tenancy.CustomRoles;
import io.cryptocheckout.platform.tenancy.Invitations;
import io.cryptocheckout.platform.tenancy.Members;
import io.cryptocheckout.platform.tenancy.Organizations;
import io.cryptocheckout.platform.tenancy.Rights;
import io.cryptocheckout.platform.tenancy.Role;
import io.cryptocheckout.platform.tenancy.StoreSettings;
import io.cryptocheckout.platform.tenancy.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The store, its people and its log over the API, each answer held against the specification. */
class PeopleApiTest {
    private static final String MEMBERS = "/api/v1/team/members";
    private static final String INVITATIONS = "/api/v1/team/invitations";
    private static final String ENTRIES = "/api/v1/audit/entries";

    private final LocalRun run = LocalRun.shared();
    private final Shop shop = Shop.open(run, "Tulips");

    @Test
    void aKeyReadsItsOwnStoreWithWhatItsSessionsBeginWith() {
        StoreSettings before = shop.bean(Stores.class).settings(new Scope(shop.store(), false));
        shop.bean(Stores.class).change(shop.caller(false),
                new StoreSettings("Tulips & more", "https://shop.example.com/logo.svg", "#1d4ed8",
                        before.checkoutVersion(), before.rules()));
        for (boolean livemode : List.of(false, true)) {
            JsonNode store = ok(shop.api(livemode, Permission.STORE_READ), "/api/v1/store");
            assertThat(store.get("id").asString()).isEqualTo(shop.id());
            assertThat(store.get("livemode").asBoolean()).isEqualTo(livemode);
            assertThat(store.get("name").asString()).isEqualTo("Tulips & more");
            assertThat(store.get("logoUrl").asString()).isEqualTo("https://shop.example.com/logo.svg");
            assertThat(store.get("colour").asString()).isEqualTo("#1d4ed8");
            assertThat(store.at("/sessionDefaults/expiresInSeconds").asInt()).isEqualTo(900);
            assertThat(store.at("/sessionDefaults/tolerance").asString()).isEqualTo("0");
            assertThat(store.at("/sessionDefaults/latePolicy").asString()).isEqualTo("count");
            assertThat(store.at("/sessionDefaults/finalizedFromUsd").asString()).isEqualTo("1000.00");
        }
    }

    @Test
    void aSuspendedStoreSaysSoAndWhyInEitherModeAndItsLogNamesTheOperator() {
        Api api = shop.api(true, Permission.STORE_READ, Permission.AUDIT_READ);
        assertThat(ok(api, "/api/v1/store").get("status").asString()).isEqualTo("active");
        Operator operator = new Operator(UUID.randomUUID(), "operator@example.org", "192.0.2.9");
        shop.bean(Suspensions.class).suspend(operator, shop.store(), "Papers are missing.");
        JsonNode store = ok(api, "/api/v1/store");
        assertThat(store.get("status").asString()).isEqualTo("suspended");
        assertThat(store.get("suspensionReason").asString()).isEqualTo("Papers are missing.");
        JsonNode entry = ok(api, ENTRIES + "?action=store.suspended").get("data").get(0);
        assertThat(entry.at("/actor/type").asString()).isEqualTo("operator");
        assertThat(entry.at("/actor/id").isNull()).isTrue();
        assertThat(entry.toString()).doesNotContain(operator.email());
        shop.bean(Suspensions.class).resume(operator, shop.store());
        assertThat(ok(api, "/api/v1/store").get("suspensionReason").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/store,STORE_READ", "/api/v1/team/members,TEAM_READ", "/api/v1/team/invitations,TEAM_READ",
            "/api/v1/audit/entries,AUDIT_READ"})
    void everyOperationNeedsItsScopeAndNoOtherWillDo(String path, Permission scope) {
        List<Permission> others = new ArrayList<>(List.of(Permission.values()));
        others.removeIf(one -> one == scope || !one.grantable());
        Api.Reply refused = shop.api(false, others.toArray(Permission[]::new)).get(path);
        assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        assertThat(refused.body().at("/error/code").asString()).isEqualTo("permission_missing");
        assertThat(refused.body().at("/error/message").asString()).contains(scope.wireName());
        assertThat(shop.api(false, scope).get(path).status()).isEqualTo(200);
    }

    @Test
    void theTeamIsListedPageByPageAndWhoeverIsRemovedIsGoneAtTheNextCall() {
        UUID developer = shop.colleague(Role.DEVELOPER);
        UUID support = shop.colleague(Role.SUPPORT);
        shop.bean(Members.class).change(shop.caller(false), developer,
                new Assignment(Role.DEVELOPER, null, Set.of(Permission.KEYS_MANAGE)));
        Api api = shop.api(true, Permission.TEAM_READ);

        assertThat(ids(api, MEMBERS, 1)).containsExactlyInAnyOrder(account(shop.owner()), account(developer), account(support));
        JsonNode found = one(ok(api, MEMBERS), account(developer));
        assertThat(found.get("role").asString()).isEqualTo("developer");
        assertThat(found.get("liveGrants").get(0).asString()).isEqualTo("keys:manage");
        assertThat(found.get("email").asString()).endsWith("@example.org");
        assertThat(found.get("active").asBoolean()).isTrue();

        JsonNode first = ok(api, MEMBERS + "?limit=1");
        shop.bean(Members.class).remove(shop.caller(false), UUID.fromString(uuid(IdKind.ACCOUNT, first)));
        // Whoever was last on a page may be gone when the next one is asked for.
        assertThat(ids(api, MEMBERS, 100)).hasSize(2).doesNotContain(first.get("data").get(0).get("id").asString());
        assertThat(ok(api, MEMBERS + "?startingAfter=" + first.get("nextCursor").asString()).get("data")).hasSize(2);
    }

    @Test
    void aRoleOfTheStoresOwnIsNamed() {
        UUID role = shop.bean(CustomRoles.class).create(shop.caller(false), "Night shift",
                new Rights(Set.of(Permission.SESSIONS_READ), Set.of())).id();
        shop.invite("night@example.org", new Assignment(Role.CUSTOM, role, Set.of()));
        JsonNode invitation = ok(shop.api(false, Permission.TEAM_READ), INVITATIONS).get("data").get(0);
        assertThat(invitation.get("role").asString()).isEqualTo("custom");
        assertThat(invitation.get("roleId").asString()).isEqualTo(IdKind.ROLE.format(role));
        assertThat(invitation.get("roleName").asString()).isEqualTo("Night shift");
    }

    @Test
    void openInvitationsAreListedWithoutTheirLinksUntilTheyAreTakenBack() {
        for (String guest : List.of("a@example.org", "b@example.org", "c@example.org")) {
            shop.invite(guest, Assignment.of(Role.ACCOUNTANT));
        }
        Api api = shop.api(false, Permission.TEAM_READ);
        assertThat(ids(api, INVITATIONS, 2)).hasSize(3);
        JsonNode newest = ok(api, INVITATIONS + "?limit=1").get("data").get(0);
        assertThat(newest.get("email").asString()).isEqualTo("c@example.org");
        assertThat(newest.get("invitedBy").asString()).isEqualTo(shop.email());
        assertThat(newest.get("active").asBoolean()).isTrue();
        assertThat(newest.propertyNames()).noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).contains("token"));

        shop.bean(Invitations.class).revoke(shop.caller(false), IdKind.INVITATION.parse(newest.get("id").asString()));
        assertThat(ids(api, INVITATIONS, 100)).hasSize(2).doesNotContain(newest.get("id").asString());
    }

    @Test
    void theLogIsFilteredAsOnItsPageAndReadOnByItsCursor() {
        shop.invite("a@example.org", Assignment.of(Role.SUPPORT));
        Api api = shop.api(false, Permission.AUDIT_READ);
        assertThat(ids(api, ENTRIES, 1)).containsExactly("aud_3", "aud_2", "aud_1");
        JsonNode key = ok(api, ENTRIES + "?limit=1").get("data").get(0);
        assertThat(key.get("action").asString()).isEqualTo("api_key.created");
        assertThat(key.at("/actor/id").asString()).isEqualTo(account(shop.owner()));
        assertThat(key.at("/actor/label").asString()).isEqualTo(shop.email());
        assertThat(key.at("/actor/address").asString()).isEqualTo("192.0.2.1");
        assertThat(key.get("byAgency").asBoolean()).isFalse();
        assertThat(key.at("/details/scopes").asString()).isEqualTo("audit:read");

        assertThat(actions(api, "action=member.")).containsExactly("member.invited");
        assertThat(actions(api, "action=member.invited")).containsExactly("member.invited");
        assertThat(actions(api, "action=member.joined")).isEmpty();
        assertThat(actions(api, "objectId=" + key.get("objectId").asString())).containsExactly("api_key.created");
        assertThat(actions(api, "actorId=" + account(shop.owner()))).hasSize(3);
        assertThat(actions(api, "actorId=" + account(UUID.randomUUID()))).isEmpty();
        assertThat(actions(api, "createdTo=" + key.get("createdAt").asString())).doesNotContain("api_key.created");
        assertThat(actions(api, "createdFrom=" + run.clock.instant().plusSeconds(60))).isEmpty();
    }

    @Test
    void whatAnAgencyDidIsMarkedAndFoundAndItsPeopleStandStillWithIt() {
        Shop agency = Shop.open(run, "Agency");
        agency.bean(Organizations.class).change(agency.owner(), agency.organization(), true);
        Set<Permission> granted = Set.of(Permission.TEAM_MANAGE, Permission.TEAM_READ, Permission.SESSIONS_READ, Permission.STORE_READ);
        UUID access = shop.bean(AgencyAccesses.class).grant(shop.caller(false), agency.organization(),
                new AgencyGrant(new Rights(granted, granted), null));
        Caller guest = new Caller(new Scope(shop.store(), false), shop.seenBy(agency.owner()).permissions(false),
                new Principal(Principal.Kind.ACCOUNT, agency.owner(), agency.email(), new Origin("192.0.2.2", access)));
        shop.bean(Invitations.class).invite(guest,
                new io.cryptocheckout.platform.tenancy.NewInvitation("temp@example.org", Assignment.of(Role.SUPPORT), false));
        Api api = shop.api(false, Permission.AUDIT_READ, Permission.TEAM_READ);

        assertThat(actions(api, "byAgency=true")).containsExactly("member.invited");
        JsonNode entry = ok(api, ENTRIES + "?byAgency=true").get("data").get(0);
        assertThat(entry.get("byAgency").asBoolean()).isTrue();
        assertThat(entry.get("agencyAccessId").asString()).isEqualTo(IdKind.AGENCY_ACCESS.format(access));
        assertThat(actions(api, "byAgency=false")).doesNotContain("member.invited").contains("agency.granted");
        assertThat(ok(api, INVITATIONS).at("/data/0/active").asBoolean()).isTrue();
        shop.bean(AgencyAccesses.class).end(shop.caller(false), access);
        JsonNode still = ok(api, INVITATIONS).get("data").get(0);
        assertThat(still.get("active").asBoolean()).isFalse();
        assertThat(still.get("agencyAccessId").asString()).isEqualTo(IdKind.AGENCY_ACCESS.format(access));
    }

    @Test
    void aKeyOfOneModeSeesNothingThatWasMadeInTheOther() {
        Api live = shop.api(true, Permission.AUDIT_READ);
        Api test = shop.api(false, Permission.AUDIT_READ);
        shop.invite("both@example.org", Assignment.of(Role.SUPPORT));
        assertThat(ok(live, ENTRIES + "?action=member.").at("/data/0/livemode").isNull()).isTrue();
        assertThat(actions(live, "")).containsExactly("member.invited", "api_key.created", "store.created");
        assertThat(ok(live, ENTRIES + "?action=api_key.").get("data")).singleElement()
                .satisfies(one -> assertThat(one.get("livemode").asBoolean()).isTrue());
        assertThat(ok(test, ENTRIES + "?action=api_key.").get("data")).singleElement()
                .satisfies(one -> assertThat(one.get("livemode").asBoolean()).isFalse());
    }

    @Test
    void anotherStoresKeySeesNothingOfThisOne() {
        shop.invite("a@example.org", Assignment.of(Role.SUPPORT));
        UUID support = shop.colleague(Role.SUPPORT);
        Api own = shop.api(false, Permission.STORE_READ, Permission.TEAM_READ, Permission.AUDIT_READ);
        String invitation = ids(own, INVITATIONS, 100).getFirst();
        Shop other = Shop.open(run, "Roses");
        Api foreign = other.api(false, Permission.STORE_READ, Permission.TEAM_READ, Permission.AUDIT_READ);

        assertThat(ok(foreign, "/api/v1/store").get("id").asString()).isEqualTo(other.id());
        assertThat(ids(foreign, MEMBERS, 100)).containsExactly(account(other.owner()));
        assertThat(ids(foreign, INVITATIONS, 100)).isEmpty();
        assertThat(ok(foreign, ENTRIES).toString()).doesNotContain(shop.email(), shop.id());
        // A foreign id is no more than any other: as a place to read on from, and as something to look for.
        assertThat(ok(foreign, INVITATIONS + "?startingAfter=" + invitation).get("data")).isEmpty();
        assertThat(actions(foreign, "objectId=" + invitation)).isEmpty();
        assertThat(actions(foreign, "actorId=" + account(support))).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"/api/v1/team/members?limit=0,limit", "/api/v1/team/members?limit=101,limit", "/api/v1/team/members?limit=x,limit",
            "/api/v1/team/members?startingAfter=inv_00000000000000000000000000,startingAfter",
            "/api/v1/team/members?startingAfter=nonsense,startingAfter", "/api/v1/team/invitations?limit=101,limit",
            "/api/v1/team/invitations?startingAfter=acct_00000000000000000000000000,startingAfter",
            "/api/v1/audit/entries?limit=0,limit", "/api/v1/audit/entries?startingAfter=17,startingAfter",
            "/api/v1/audit/entries?startingAfter=aud_0,startingAfter",
            "/api/v1/audit/entries?startingAfter=aud_99999999999999999999,startingAfter",
            "/api/v1/audit/entries?action=everything,action", "/api/v1/audit/entries?action=.,action",
            "/api/v1/audit/entries?actorId=me,actorId", "/api/v1/audit/entries?actorId=store_00000000000000000000000000,actorId",
            "/api/v1/audit/entries?objectId=,objectId", "/api/v1/audit/entries?byAgency=perhaps,byAgency",
            "/api/v1/audit/entries?createdFrom=yesterday,createdFrom", "/api/v1/audit/entries?createdTo=2026-13-01T00:00:00Z,createdTo"})
    void whatCannotBeIsRefusedByTheNameOfItsParameter(String path, String param) {
        Api.Reply reply = shop.api(false, Permission.TEAM_READ, Permission.AUDIT_READ).get(path);
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.body().at("/error/param").asString()).isEqualTo(param);
    }

    private static JsonNode ok(Api api, String path) {
        Api.Reply reply = api.get(path);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.body();
    }

    private static List<String> actions(Api api, String filter) {
        return ok(api, ENTRIES + "?" + filter).get("data").valueStream().map(entry -> entry.get("action").asString()).toList();
    }

    /** Every id of every page, in order. */
    private static List<String> ids(Api api, String path, int limit) {
        List<String> ids = new ArrayList<>();
        JsonNode page = ok(api, path + "?limit=" + limit);
        page.get("data").forEach(one -> ids.add(one.get("id").asString()));
        while (page.get("hasMore").asBoolean()) {
            assertThat(page.get("data")).hasSize(limit);
            page = ok(api, path + "?limit=" + limit + "&startingAfter=" + page.get("nextCursor").asString());
            page.get("data").forEach(one -> ids.add(one.get("id").asString()));
        }
        assertThat(page.get("nextCursor").isNull()).isTrue();
        assertThat(ids).doesNotHaveDuplicates();
        return ids;
    }

    private static JsonNode one(JsonNode page, String id) {
        return page.get("data").valueStream().filter(one -> one.get("id").asString().equals(id)).findFirst().orElseThrow();
    }

    private static String uuid(IdKind kind, JsonNode page) {
        return String.valueOf(kind.parse(page.get("data").get(0).get("id").asString()));
    }

    private static String account(UUID id) {
        return IdKind.ACCOUNT.format(id);
    }
}
