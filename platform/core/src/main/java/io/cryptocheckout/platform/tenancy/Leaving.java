package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.ORGANIZATION;
import static io.cryptocheckout.jooq.tenancy.Tables.SEAT;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** A person who goes for good: out of every store and organization, none of which is left to nobody. */
@Component
public class Leaving {
    private static final String OWNER = "owner";
    private static final String WHY = "a person's organizations stand above every store";

    private final Database database;
    private final Stores stores;
    private final Members members;

    public Leaving(Database database, Stores stores, Members members) {
        this.database = database;
        this.stores = stores;
        this.members = members;
    }

    /** The names of the stores, and of the organizations with other people, that nobody else owns. */
    public List<String> held(UUID accountId) {
        List<String> ofStores = own(accountId).stream().filter(store -> stores.ownersOf(store.id()).equals(List.of(accountId)))
                .map(StoreView::name).toList();
        List<String> ofOrganizations = database.acrossTenants(WHY, worker -> seats(worker, accountId).stream()
                .filter(organization -> isHeld(worker, organization, accountId)).map(organization -> name(worker, organization)).toList());
        return Stream.concat(ofStores.stream(), ofOrganizations.stream()).distinct().toList();
    }

    /** Takes the person out of everything; refuses with {@code last_owner}, and changes nothing, where {@link #held} names something. */
    public void leave(Principal person) {
        List<String> held = held(person.id());
        if (!held.isEmpty()) {
            throw lastOwner(held);
        }
        for (StoreView store : own(person.id())) {
            members.remove(new Caller(new Scope(store.id(), false), store.permissions(false), person), person.id());
        }
        database.acrossTenants(WHY, worker -> {
            for (UUID organization : seats(worker, person.id())) {
                // Two who leave at the same time do so one after the other.
                worker.select(ORGANIZATION.ID).from(ORGANIZATION).where(ORGANIZATION.ID.eq(organization)).forUpdate().fetch();
                if (isHeld(worker, organization, person.id())) {
                    throw lastOwner(List.of(name(worker, organization)));
                }
                worker.deleteFrom(SEAT).where(SEAT.ORGANIZATION_ID.eq(organization), SEAT.ACCOUNT_ID.eq(person.id())).execute();
            }
            return true;
        });
    }

    /** Without those that only let his agency in. */
    private List<StoreView> own(UUID accountId) {
        return stores.storesOf(accountId).stream().filter(store -> store.accessId() == null).toList();
    }

    private static List<UUID> seats(DSLContext worker, UUID accountId) {
        return worker.select(SEAT.ORGANIZATION_ID).from(SEAT).where(SEAT.ACCOUNT_ID.eq(accountId)).orderBy(SEAT.ORGANIZATION_ID)
                .fetch(SEAT.ORGANIZATION_ID);
    }

    private static boolean isHeld(DSLContext worker, UUID organization, UUID accountId) {
        List<String> others = worker.select(SEAT.ROLE).from(SEAT)
                .where(SEAT.ORGANIZATION_ID.eq(organization), SEAT.ACCOUNT_ID.ne(accountId)).fetch(SEAT.ROLE);
        return !others.isEmpty() && !others.contains(OWNER);
    }

    private static String name(DSLContext worker, UUID organization) {
        return String.valueOf(worker.select(ORGANIZATION.NAME).from(ORGANIZATION).where(ORGANIZATION.ID.eq(organization))
                .fetchOne(ORGANIZATION.NAME));
    }

    private static Refused lastOwner(List<String> held) {
        return new Refused(Refusal.LAST_OWNER, null,
                "Nobody else owns " + String.join(", ", held) + ". Make somebody else an owner first; nothing was changed.");
    }
}
