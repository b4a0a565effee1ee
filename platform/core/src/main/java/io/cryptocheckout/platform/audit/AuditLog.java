package io.cryptocheckout.platform.audit;

import static io.cryptocheckout.jooq.audit.Tables.ENTRY;

import io.cryptocheckout.jooq.audit.tables.records.EntryRecord;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.JSONB;
import org.jooq.Record2;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log of one store: who changed people, settings, credentials and money decisions. An act and its entry are one transaction, so
 * that neither stands without the other.
 */
@Component
public class AuditLog {
    private static final String ONE_WRITER = "select pg_advisory_xact_lock(hashtextextended('audit ' || ?, 0))";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PAGE = 1_000;
    /** Clocks of two nodes differ a little, and so an earlier entry may have the later time; never across this many. */
    private static final long APART = 1_000;

    private final Database database;
    private final Clock clock;

    public AuditLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Writes down what the running transaction did. Call it last in there: entries of one store are written one after the other. */
    public void write(StoreTx tx, Principal actor, AuditAct act) {
        write(tx, actor, act, "done");
    }

    /** Writes down, in a transaction of its own, what somebody tried and was refused. */
    public void refused(Caller caller, AuditAct act) {
        database.in(caller.scope(), tx -> {
            write(tx, caller.principal(), act, "refused");
            return true;
        });
    }

    private void write(StoreTx tx, Principal actor, AuditAct act, String outcome) {
        tx.sql().fetch(ONE_WRITER, tx.storeId().toString());
        Record2<Long, byte[]> last = tx.sql().select(ENTRY.SEQUENCE, ENTRY.HASH).from(ENTRY).where(ENTRY.STORE_ID.eq(tx.storeId()))
                .orderBy(ENTRY.SEQUENCE.desc()).limit(1).fetchOne();
        AuditEntry entry = new AuditEntry(tx.storeId(), last == null ? 1 : last.value1() + 1, tx.livemode(),
                clock.instant().truncatedTo(ChronoUnit.MICROS), actor, act, outcome);
        byte[] previous = last == null ? AuditChain.start() : last.value2();
        Origin origin = actor.origin();
        tx.sql().insertInto(ENTRY).set(ENTRY.STORE_ID, entry.storeId()).set(ENTRY.SEQUENCE, entry.sequence())
                .set(ENTRY.ACT_LIVEMODE, entry.livemode()).set(ENTRY.AT, entry.at())
                .set(ENTRY.ACTOR_KIND, actor.kind().name().toLowerCase(Locale.ROOT)).set(ENTRY.ACTOR_ID, actor.id())
                .set(ENTRY.ACTOR_LABEL, actor.label()).set(ENTRY.ACCESS_ID, origin.accessId()).set(ENTRY.ADDRESS, origin.address())
                .set(ENTRY.ACTION, act.action()).set(ENTRY.OUTCOME, outcome).set(ENTRY.OBJECT, act.object())
                .set(ENTRY.DETAILS, JSONB.valueOf(JSON.writeValueAsString(new TreeMap<>(act.details()))))
                .set(ENTRY.PREVIOUS_HASH, previous).set(ENTRY.HASH, AuditChain.hash(previous, entry)).execute();
    }

    /** Entries of the caller's store, newest first. */
    public List<AuditEntry> list(Caller caller, AuditQuery query) {
        caller.require(Permission.AUDIT_READ);
        return database.in(caller.scope(), tx -> page(tx, query));
    }

    /** Gives every entry that the query names, newest first, in constant memory. */
    public void export(Caller caller, AuditQuery query, Consumer<AuditEntry> each) {
        Long before = query.before();
        List<AuditEntry> page;
        do {
            page = list(caller, query.page(before, PAGE));
            page.forEach(each);
            before = page.isEmpty() ? before : Long.valueOf(page.getLast().sequence());
        } while (page.size() == PAGE);
    }

    /** When an object was acted on in this way, in the mode of the transaction and since then: the newest first, so many at most. */
    public List<Instant> times(StoreTx tx, String action, String object, Instant since, int most) {
        Condition recent = ENTRY.AT.ge(since);
        long from = edge(tx, recent, ENTRY.AT.asc(), Long.MAX_VALUE) - APART;
        return tx.sql().select(ENTRY.AT).from(ENTRY)
                .where(ENTRY.STORE_ID.eq(tx.storeId()), ENTRY.ACT_LIVEMODE.eq(tx.livemode()), ENTRY.ACTION.eq(action),
                        ENTRY.OBJECT.eq(object), recent, ENTRY.SEQUENCE.ge(from))
                .orderBy(ENTRY.SEQUENCE.desc()).limit(most).fetch(ENTRY.AT);
    }

    /** Reads the whole log again and follows the chain from its first entry. */
    public AuditCheck verify(Caller caller) {
        caller.require(Permission.AUDIT_READ);
        long entries = 0;
        byte[] previous = AuditChain.start();
        List<EntryRecord> page;
        do {
            long after = entries;
            page = database.in(caller.scope(), tx -> tx.sql().selectFrom(ENTRY)
                    .where(ENTRY.STORE_ID.eq(tx.storeId()), ENTRY.SEQUENCE.gt(after)).orderBy(ENTRY.SEQUENCE).limit(PAGE).fetch());
            for (EntryRecord row : page) {
                entries++;
                boolean follows = row.getSequence() == entries && Arrays.equals(row.getPreviousHash(), previous)
                        && Arrays.equals(row.getHash(), AuditChain.hash(previous, entry(row)));
                if (!follows) {
                    return new AuditCheck(entries, entries);
                }
                previous = row.getHash();
            }
        } while (page.size() == PAGE);
        return new AuditCheck(entries, null);
    }

    private static List<AuditEntry> page(StoreTx tx, AuditQuery query) {
        List<Condition> wanted = new ArrayList<>(List.of(ENTRY.STORE_ID.eq(tx.storeId())));
        addIf(wanted, query.action(), action -> action.endsWith(".") ? ENTRY.ACTION.startsWith(action) : ENTRY.ACTION.eq(action));
        addIf(wanted, query.actorId(), ENTRY.ACTOR_ID::eq);
        addIf(wanted, query.object(), ENTRY.OBJECT::eq);
        addIf(wanted, query.agency(), agency -> agency ? ENTRY.ACCESS_ID.isNotNull() : ENTRY.ACCESS_ID.isNull());
        addIf(wanted, query.from(),
                from -> ENTRY.AT.ge(from).and(ENTRY.SEQUENCE.ge(edge(tx, ENTRY.AT.ge(from), ENTRY.AT.asc(), Long.MAX_VALUE) - APART)));
        addIf(wanted, query.to(), to -> ENTRY.AT.lt(to).and(ENTRY.SEQUENCE.le(edge(tx, ENTRY.AT.lt(to), ENTRY.AT.desc(), 0) + APART)));
        addIf(wanted, query.before(), ENTRY.SEQUENCE::lt);
        addIf(wanted, query.mode(), AuditLog::seenIn);
        return tx.sql().selectFrom(ENTRY).where(wanted).orderBy(ENTRY.SEQUENCE.desc()).limit(query.limit()).fetch(AuditLog::entry);
    }

    private static Condition seenIn(boolean livemode) {
        return DSL.or(AuditAct.IN_BOTH_MODES.stream().map(ENTRY.ACTION::startsWith).toList())
                .andNot(DSL.and(ENTRY.ACTION.eq(AuditAct.ADOPTED),
                        DSL.or(AuditAct.IN_ONE_MODE.stream().map(ENTRY.OBJECT::startsWith).toList())))
                .or(ENTRY.ACT_LIVEMODE.eq(livemode));
    }

    /** Near which entry a time begins or ends: the list is in the order of the entries, and must not be read from its other end. */
    private static long edge(StoreTx tx, Condition side, SortField<?> nearest, long none) {
        Long sequence = tx.sql().select(ENTRY.SEQUENCE).from(ENTRY).where(ENTRY.STORE_ID.eq(tx.storeId()), side).orderBy(nearest).limit(1)
                .fetchOne(ENTRY.SEQUENCE);
        return sequence == null ? none : sequence;
    }

    private static <T> void addIf(List<Condition> conditions, @Nullable T value, Function<T, Condition> condition) {
        if (value != null) {
            conditions.add(condition.apply(value));
        }
    }

    private static AuditEntry entry(EntryRecord row) {
        Instant at = row.getAt();
        Map<String, String> details = JSON.readValue(row.getDetails().data(), new TypeReference<>() {});
        return new AuditEntry(row.getStoreId(), row.getSequence(), row.getActLivemode(), at,
                new Principal(Principal.Kind.valueOf(row.getActorKind().toUpperCase(Locale.ROOT)), row.getActorId(), row.getActorLabel(),
                        new Origin(row.getAddress(), row.getAccessId())),
                new AuditAct(row.getAction(), row.getObject(), details), row.getOutcome());
    }
}
