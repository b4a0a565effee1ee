package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.ORGANIZATION_EVENT;

import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.tenancy.Organizations;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** What was done to an organization's credentials and apps, by whom and from where, for its owners to read. The database lets nobody change it. */
@Component
public class OrganizationLog {
    private static final int SHOWN = 50;

    private final Database database;
    private final Organizations organizations;
    private final Clock clock;

    public OrganizationLog(Database database, Organizations organizations, Clock clock) {
        this.database = database;
        this.organizations = organizations;
        this.clock = clock;
    }

    /** Written in the transaction of the act, so that neither stands without the other. */
    public void write(DSLContext worker, Principal actor, UUID organizationId, OrganizationAct act) {
        worker.insertInto(ORGANIZATION_EVENT).set(ORGANIZATION_EVENT.ORGANIZATION_ID, organizationId)
                .set(ORGANIZATION_EVENT.ID, Ids.next(clock)).set(ORGANIZATION_EVENT.AT, clock.instant())
                .set(ORGANIZATION_EVENT.LIVEMODE, act.livemode()).set(ORGANIZATION_EVENT.ACTOR_ID, actor.id())
                .set(ORGANIZATION_EVENT.ACTOR_LABEL, actor.label()).set(ORGANIZATION_EVENT.ADDRESS, actor.origin().address())
                .set(ORGANIZATION_EVENT.ACTION, act.action()).set(ORGANIZATION_EVENT.OBJECT, act.object())
                .set(ORGANIZATION_EVENT.DETAIL, act.detail()).execute();
    }

    void write(DSLContext worker, Principal actor, KeyRing ring, String action, OrganizationKeyView key) {
        write(worker, actor, ring.organizationId(), new OrganizationAct(ring.livemode(), action, IdKind.ORGANIZATION_KEY.format(key.id()),
                key.name() + ", " + key.prefix() + "…" + key.lastFour()));
    }

    /** The newest lines, of both modes, newest first; refuses with {@code not_found} whoever does not own the organization. */
    public List<OrganizationEvent> newest(Principal owner, UUID organizationId) {
        organizations.requireOwner(owner.id(), organizationId);
        return database.acrossTenants("an organization's own log stands above every store",
                worker -> worker.selectFrom(ORGANIZATION_EVENT).where(ORGANIZATION_EVENT.ORGANIZATION_ID.eq(organizationId))
                        .orderBy(ORGANIZATION_EVENT.ID.desc()).limit(SHOWN).fetch(row -> new OrganizationEvent(row.getAt(),
                                row.getLivemode(), row.getActorLabel(), row.getAddress(), row.getAction(), row.getObject(),
                                row.getDetail())));
    }
}
