package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.jooq.checkout.Tables.PAYMENT;
import static io.cryptocheckout.jooq.checkout.Tables.SESSION;
import static io.cryptocheckout.jooq.checkout.Tables.TIMELINE;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Transfer;
import io.cryptocheckout.platform.checkout.SessionHistory.Entry;
import io.cryptocheckout.platform.checkout.SessionHistory.Payment;
import io.cryptocheckout.platform.checkout.settlement.Counted;
import io.cryptocheckout.platform.checkout.settlement.Observation;
import io.cryptocheckout.platform.checkout.settlement.Outcome.Timer;
import io.cryptocheckout.platform.database.StoreTx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Writes what settlement found about one session, in one running transaction. */
final class SessionWriter {
    private final StoreTx tx;
    private final Map<Observation, Transfer> transfers;
    private List<Payment> counting = List.of();

    SessionWriter(StoreTx tx, Map<Observation, Transfer> transfers) {
        this.tx = tx;
        this.transfers = transfers;
    }

    /** The facts a writer read have been overtaken: the work is dropped and done anew. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("the session changed while its facts were gathered", null, false, false);
        }
    }

    /** Makes the stored payments those that count now; one whose transfer counts no more stays as a record. */
    void payments(SessionHistory before, List<Counted> counted) {
        Map<String, Payment> stored = new HashMap<>();
        before.payments().forEach(payment -> stored.put(payment.key(), payment));
        counting = counted.stream().map(this::payment).toList();
        for (Payment payment : counting) {
            if (!Objects.equals(stored.remove(payment.key()), payment)) {
                upsert(before.session(), payment);
            }
        }
        if (!stored.isEmpty()) {
            tx.sql().update(PAYMENT).set(PAYMENT.COUNTS, false).set(PAYMENT.CONFIRMED, false).set(PAYMENT.CONFIRMATIONS, 0)
                    .where(PAYMENT.STORE_ID.eq(tx.storeId()), PAYMENT.LIVEMODE.eq(tx.livemode()),
                            PAYMENT.SESSION_ID.eq(before.session().id()), PAYMENT.TRANSFER_KEY.in(stored.keySet()))
                    .execute();
        }
    }

    /** The payments as {@link #payments} left them. */
    List<Payment> counting() {
        return counting;
    }

    private Payment payment(Counted counted) {
        Transfer transfer = Objects.requireNonNull(transfers.get(counted.transfer()), "every observation has its transfer");
        return new Payment(counted.key(), transfer.chainId(), transfer.blockHash(), transfer.blockNumber(), transfer.txHash(),
                transfer.logIndex(), transfer.contract(), transfer.amount(), transfer.firstSeenAt(), counted.confirmations(),
                counted.confirmed());
    }

    private void upsert(CheckoutSession session, Payment payment) {
        tx.sql().insertInto(PAYMENT).set(PAYMENT.STORE_ID, tx.storeId()).set(PAYMENT.LIVEMODE, tx.livemode())
                .set(PAYMENT.SESSION_ID, session.id()).set(PAYMENT.TRANSFER_KEY, payment.key()).set(PAYMENT.CHAIN_ID, payment.chainId())
                .set(PAYMENT.BLOCK_HASH, payment.blockHash().bytes()).set(PAYMENT.BLOCK_NUMBER, payment.blockNumber())
                .set(PAYMENT.TX_HASH, SessionRows.bytes(payment.txHash())).set(PAYMENT.LOG_INDEX, payment.logIndex())
                .set(PAYMENT.CONTRACT, SessionRows.contractBytes(payment.contract())).set(PAYMENT.AMOUNT, payment.amount())
                .set(PAYMENT.SENDER, senderOf(payment)).set(PAYMENT.HAPPENED_AT, payment.at())
                .set(PAYMENT.CONFIRMATIONS, payment.confirmations()).set(PAYMENT.CONFIRMED, payment.confirmed()).set(PAYMENT.COUNTS, true)
                .onConflict(PAYMENT.STORE_ID, PAYMENT.LIVEMODE, PAYMENT.SESSION_ID, PAYMENT.TRANSFER_KEY).doUpdate()
                .set(PAYMENT.BLOCK_HASH, DSL.excluded(PAYMENT.BLOCK_HASH)).set(PAYMENT.BLOCK_NUMBER, DSL.excluded(PAYMENT.BLOCK_NUMBER))
                .set(PAYMENT.LOG_INDEX, DSL.excluded(PAYMENT.LOG_INDEX)).set(PAYMENT.HAPPENED_AT, DSL.excluded(PAYMENT.HAPPENED_AT))
                .set(PAYMENT.CONFIRMATIONS, DSL.excluded(PAYMENT.CONFIRMATIONS)).set(PAYMENT.CONFIRMED, DSL.excluded(PAYMENT.CONFIRMED))
                .set(PAYMENT.COUNTS, true).execute();
    }

    private byte @Nullable [] senderOf(Payment payment) {
        return transfers.values().stream().filter(t -> t.chainId() == payment.chainId() && t.blockHash().equals(payment.blockHash())
                && Objects.equals(t.txHash(), payment.txHash()) && t.logIndex() == payment.logIndex()).map(Transfer::from)
                .filter(Objects::nonNull).findFirst().map(Address::bytes).orElse(null);
    }

    /**
     * Stores the state, unless somebody changed the session since it was read. A wake that came meanwhile makes it due at once.
     *
     * @param lookAgain
     *            when the payment loop looks again; null when only a new fact can change anything
     */
    void session(CheckoutSession session, Timer timer, @Nullable Instant lookAgain) {
        int changed = tx.sql().update(SESSION).set(SESSION.STATUS, session.status().wireName())
                .set(SESSION.EXCEPTIONS, session.exceptions().stream().sorted().map(SessionException::wireName).toArray(String[]::new))
                .set(SESSION.PAID_AT, session.times().paidAt()).set(SESSION.RECEIVED, session.progress().received().toString())
                .set(SESSION.TOLD_EXCESS, session.progress().toldExcess().toString())
                .set(SESSION.AMOUNTS, SessionCodec.amounts(session.progress().amounts()))
                .set(SESSION.CONFIRMATIONS, session.progress().confirmations())
                .set(SESSION.CONFIRMATIONS_REQUIRED, session.progress().required().toString())
                .set(SESSION.VERSION, session.stamp().version()).set(SESSION.EVENT_SEQUENCE, session.stamp().events())
                .set(SESSION.AWAITED_CHAINS, timer.awaited().stream().sorted().toArray(Long[]::new)).setNull(SESSION.LEASED_UNTIL)
                .set(SESSION.DUE_AT, DSL.when(SESSION.WAKES.eq(session.stamp().wakes()), DSL.val(lookAgain, SESSION.DUE_AT))
                        .otherwise(SESSION.DUE_AT))
                .where(CheckoutSessions.mine(tx), SESSION.ID.eq(session.id()), SESSION.VERSION.eq(session.stamp().version() - 1)).execute();
        if (changed != 1) {
            throw new Overtaken();
        }
    }

    /** Stores the session's quotes; the update of its state that follows says whether that was right. */
    void offers(CheckoutSession session) {
        tx.sql().update(SESSION).set(SESSION.OFFERS, SessionCodec.offers(session.offers()))
                .where(CheckoutSessions.mine(tx), SESSION.ID.eq(session.id())).execute();
    }

    void timeline(CheckoutSession session, Entry entry) {
        tx.sql().insertInto(TIMELINE).set(TIMELINE.STORE_ID, tx.storeId()).set(TIMELINE.LIVEMODE, tx.livemode())
                .set(TIMELINE.SESSION_ID, session.id()).set(TIMELINE.POSITION, session.stamp().version())
                .set(TIMELINE.STATUS, entry.status().wireName()).set(TIMELINE.HAPPENED_AT, entry.at()).set(TIMELINE.REASON, entry.reason())
                .execute();
    }
}
