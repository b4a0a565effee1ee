package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.jooq.checkout.Tables.DECISION;
import static io.cryptocheckout.jooq.checkout.Tables.PAYMENT;
import static io.cryptocheckout.jooq.checkout.Tables.SESSION;
import static io.cryptocheckout.jooq.checkout.Tables.TIMELINE;
import static io.cryptocheckout.jooq.checkout.Tables.UNMATCHED_FUNDS;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import io.cryptocheckout.platform.checkout.CheckoutSession.Details;
import io.cryptocheckout.platform.checkout.SessionHistory.Entry;
import io.cryptocheckout.platform.checkout.SessionHistory.Payment;
import io.cryptocheckout.platform.checkout.settlement.Decision;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.money.Fiat;
import io.cryptocheckout.platform.wallet.PooledAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The tables of checkout sessions as one store sees them. */
final class CheckoutSessions {
    private static final int ADDRESS_LENGTH = 42;
    private static final int HASH_LENGTH = 66;
    /** The time in an id and the time beside it are read one after the other; they are never this far apart. */
    private static final Duration APART = Duration.ofMinutes(1);

    private CheckoutSessions() {}

    /** A new session; it is due for a look once its window, or the lock of its quote, is over. */
    static void insert(StoreTx tx, CheckoutSession session, PooledAddress address) {
        Details details = session.details();
        tx.sql().insertInto(SESSION).set(SESSION.STORE_ID, tx.storeId()).set(SESSION.LIVEMODE, tx.livemode()).set(SESSION.ID, session.id())
                .set(SESSION.STATUS, session.status().wireName()).set(SESSION.ADDRESS, session.address().bytes())
                .set(SESSION.WALLET_ID, address.walletId()).set(SESSION.ADDRESS_INDEX, address.index())
                .set(SESSION.FIAT_AMOUNT, session.price().amount()).set(SESSION.FIAT_CURRENCY, session.price().currency())
                .set(SESSION.OFFERS, SessionCodec.offers(session.offers())).set(SESSION.RULES, SessionCodec.rules(session.rules()))
                .set(SESSION.REFERENCE, details.reference()).set(SESSION.CUSTOMER, SessionCodec.customer(details.customer()))
                .set(SESSION.METADATA, SessionCodec.metadata(details.metadata())).set(SESSION.SUCCESS_URL, details.successUrl())
                .set(SESSION.CANCEL_URL, details.cancelUrl()).set(SESSION.CREATED_AT, session.times().createdAt())
                .set(SESSION.EXPIRES_AT, session.times().expiresAt())
                .set(SESSION.AMOUNTS, SessionCodec.amounts(session.progress().amounts()))
                .set(SESSION.CONFIRMATIONS_REQUIRED, session.progress().required().toString())
                .set(SESSION.DUE_AT, Settling.firstLook(session)).execute();
    }

    static @Nullable CheckoutSession find(StoreTx tx, UUID id) {
        return tx.sql().selectFrom(SESSION).where(mine(tx), SESSION.ID.eq(id)).fetchOne(SessionRows::session);
    }

    /** The session, locked until the transaction ends. */
    static @Nullable CheckoutSession lock(StoreTx tx, UUID id) {
        return tx.sql().selectFrom(SESSION).where(mine(tx), SESSION.ID.eq(id)).forUpdate().fetchOne(SessionRows::session);
    }

    /** The newest session of a reference that may still be paid on time, if it asks for the same amount. */
    static @Nullable CheckoutSession findOpen(StoreTx tx, String reference, Fiat price, Instant now) {
        return tx.sql().selectFrom(SESSION)
                .where(mine(tx), SESSION.REFERENCE.eq(reference), SESSION.STATUS.in("pending", "underpaid"), SESSION.EXPIRES_AT.gt(now),
                        SESSION.FIAT_AMOUNT.eq(price.amount()), SESSION.FIAT_CURRENCY.eq(price.currency()))
                .orderBy(SESSION.ID.desc()).limit(1).fetchOne(SessionRows::session);
    }

    static List<CheckoutSession> list(StoreTx tx, SessionQuery query, int limit) {
        List<Condition> conditions = new ArrayList<>(List.of(mine(tx)));
        if (!query.statuses().isEmpty()) {
            // Literals: a plan for any status could not use the indexes of the rare ones.
            conditions.add(SESSION.STATUS.in(query.statuses().stream().map(SessionStatus::wireName).sorted().map(DSL::inline).toList()));
        }
        if (query.reference() != null) {
            conditions.add(SESSION.REFERENCE.eq(query.reference()));
        }
        if (query.createdFrom() != null) {
            conditions.add(SESSION.CREATED_AT.ge(query.createdFrom()));
            conditions.add(SESSION.ID.ge(Ids.lowest(query.createdFrom().minus(APART))));
        }
        if (query.createdTo() != null) {
            conditions.add(SESSION.CREATED_AT.lt(query.createdTo()));
            conditions.add(SESSION.ID.lt(Ids.lowest(query.createdTo().plus(APART))));
        }
        if (query.page().startingAfter() != null) {
            conditions.add(SESSION.ID.lt(query.page().startingAfter()));
        }
        if (query.search() != null) {
            conditions.add(found(tx, query.search()));
        }
        return tx.sql().selectFrom(SESSION).where(conditions).orderBy(SESSION.ID.desc()).limit(limit).fetch(SessionRows::session);
    }

    private static Condition found(StoreTx tx, String search) {
        Condition found = SESSION.REFERENCE.eq(search);
        UUID id = IdKind.CHECKOUT_SESSION.parse(search);
        if (id != null) {
            found = found.or(SESSION.ID.eq(id));
        }
        if (search.length() == ADDRESS_LENGTH) {
            byte[] address = bytesOf(search, Address.BYTES);
            found = address == null ? found : found.or(SESSION.ADDRESS.eq(address));
        }
        if (search.length() == HASH_LENGTH) {
            byte[] hash = bytesOf(search, Hash.BYTES);
            found = hash == null
                    ? found
                    : found.or(SESSION.ID.in(ofTransaction(tx, hash)));
        }
        return found;
    }

    /** Asked for first: as a part of the list's own statement it would be looked up for every session of the store. */
    private static List<UUID> ofTransaction(StoreTx tx, byte[] hash) {
        return tx.sql().select(PAYMENT.SESSION_ID).from(PAYMENT)
                .where(PAYMENT.STORE_ID.eq(tx.storeId()), PAYMENT.LIVEMODE.eq(tx.livemode()), PAYMENT.TX_HASH.eq(hash))
                .union(DSL.select(UNMATCHED_FUNDS.SESSION_ID).from(UNMATCHED_FUNDS).where(UNMATCHED_FUNDS.STORE_ID.eq(tx.storeId()),
                        UNMATCHED_FUNDS.LIVEMODE.eq(tx.livemode()), UNMATCHED_FUNDS.TX_HASH.eq(hash),
                        UNMATCHED_FUNDS.SESSION_ID.isNotNull()))
                .fetch(PAYMENT.SESSION_ID);
    }

    private static byte @Nullable [] bytesOf(String text, int length) {
        try {
            byte[] bytes = java.util.HexFormat.of().parseHex(text, 2, text.length());
            return text.startsWith("0x") && bytes.length == length ? bytes : null;
        } catch (IllegalArgumentException notHex) {
            return null;
        }
    }

    /** The sessions with their payments and timelines, in the order given. */
    static List<SessionHistory> histories(StoreTx tx, List<CheckoutSession> sessions) {
        if (sessions.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = sessions.stream().map(CheckoutSession::id).toList();
        Map<UUID, List<Payment>> payments = payments(tx, ids);
        Map<UUID, List<Entry>> timelines = new HashMap<>();
        sessions.forEach(session -> timelines.put(session.id(),
                new ArrayList<>(List.of(new Entry(SessionStatus.PENDING, session.times().createdAt(), null)))));
        tx.sql().selectFrom(TIMELINE)
                .where(TIMELINE.STORE_ID.eq(tx.storeId()), TIMELINE.LIVEMODE.eq(tx.livemode()), TIMELINE.SESSION_ID.in(ids))
                .orderBy(TIMELINE.SESSION_ID, TIMELINE.POSITION)
                .forEach(row -> timelines.getOrDefault(row.getSessionId(), new ArrayList<>())
                        .add(new Entry(SessionStatus.of(row.getStatus()), row.getHappenedAt(), row.getReason())));
        return sessions.stream().map(session -> new SessionHistory(session, payments.getOrDefault(session.id(), List.of()),
                timelines.getOrDefault(session.id(), List.of()))).toList();
    }

    static SessionHistory history(StoreTx tx, CheckoutSession session) {
        return histories(tx, List.of(session)).getFirst();
    }

    /** The transfers that count, oldest first. */
    private static Map<UUID, List<Payment>> payments(StoreTx tx, Collection<UUID> sessions) {
        return tx.sql().selectFrom(PAYMENT)
                .where(PAYMENT.STORE_ID.eq(tx.storeId()), PAYMENT.LIVEMODE.eq(tx.livemode()), PAYMENT.SESSION_ID.in(sessions),
                        PAYMENT.COUNTS.isTrue())
                .orderBy(PAYMENT.HAPPENED_AT, PAYMENT.CHAIN_ID, PAYMENT.BLOCK_NUMBER, PAYMENT.LOG_INDEX, PAYMENT.TRANSFER_KEY)
                .fetchGroups(PAYMENT.SESSION_ID, SessionRows::payment);
    }

    static List<Decision> decisions(StoreTx tx, UUID session) {
        return tx.sql().selectFrom(DECISION)
                .where(DECISION.STORE_ID.eq(tx.storeId()), DECISION.LIVEMODE.eq(tx.livemode()), DECISION.SESSION_ID.eq(session))
                .fetch(row -> row.getKind().equals("cancel")
                        ? new Decision.Cancel(row.getDecidedAt())
                        : new Decision.Resolve(Set.of(row.getAccepted())));
    }

    /** Replaces the quotes, if nobody changed the session since it was read. */
    static boolean requote(StoreTx tx, CheckoutSession session) {
        return tx.sql().update(SESSION).set(SESSION.OFFERS, SessionCodec.offers(session.offers()))
                .set(SESSION.AMOUNTS, SessionCodec.amounts(session.progress().amounts())).set(SESSION.VERSION, SESSION.VERSION.plus(1))
                .where(mine(tx), SESSION.ID.eq(session.id()), SESSION.VERSION.eq(session.stamp().version())).execute() == 1;
    }

    static boolean hasSession(StoreTx tx, Address address) {
        return tx.sql().fetchExists(SESSION, mine(tx).and(SESSION.ADDRESS.eq(address.bytes())));
    }

    static Condition mine(StoreTx tx) {
        return SESSION.STORE_ID.eq(tx.storeId()).and(SESSION.LIVEMODE.eq(tx.livemode()));
    }
}
