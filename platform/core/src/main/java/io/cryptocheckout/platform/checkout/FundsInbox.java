package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.jooq.checkout.Tables.UNMATCHED_FUNDS;

import io.cryptocheckout.jooq.checkout.tables.records.UnmatchedFundsRecord;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.Networks;
import io.cryptocheckout.platform.chain.Transfer;
import io.cryptocheckout.platform.checkout.settlement.Observation;
import io.cryptocheckout.platform.checkout.settlement.Unmatched;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.events.Events;
import io.cryptocheckout.platform.events.NewEvent;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.money.Asset;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/** What arrived at a store's addresses and no session's rules account for. Nothing that arrives is ever dropped. */
public final class FundsInbox {
    private final Database database;
    private final Networks networks;
    private final Events events;
    private final Clock clock;

    FundsInbox(Database database, Networks networks, Events events, Clock clock) {
        this.database = database;
        this.networks = networks;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The newest funds first.
     *
     * @param startingAfter
     *            the last one of the page before; null for the first page
     */
    public List<UnmatchedFunds> list(Caller caller, int limit, @Nullable UUID startingAfter) {
        caller.require(Permission.SESSIONS_READ);
        return database.in(caller.scope(), tx -> tx.sql().selectFrom(UNMATCHED_FUNDS)
                .where(mine(tx), UNMATCHED_FUNDS.WITHDRAWN_AT.isNull())
                .and(startingAfter == null ? org.jooq.impl.DSL.noCondition() : UNMATCHED_FUNDS.ID.lt(startingAfter))
                .orderBy(UNMATCHED_FUNDS.ID.desc()).limit(limit).fetch(row -> funds(tx, row)));
    }

    /** Makes the inbox rows of a session's address those that settlement left over. */
    void reconcile(StoreTx tx, CheckoutSession session, List<Unmatched> unmatched, Map<Observation, Transfer> transfers) {
        reconcile(tx, session.address(), session.id(), unmatched, transfers);
    }

    /**
     * Makes the inbox rows of an address those given. A transfer seen for the first time is told as {@code funds.unmatched}; one that has
     * left the chain, or counts towards a session after all, is withdrawn and never told again.
     *
     * @param sessionId
     *            whose address it is; null where no session was ever opened at it
     */
    void reconcile(StoreTx tx, Address address, @Nullable UUID sessionId, List<Unmatched> unmatched, Map<Observation, Transfer> transfers) {
        Map<String, UnmatchedFundsRecord> stored = new HashMap<>();
        tx.sql().selectFrom(UNMATCHED_FUNDS).where(mine(tx), UNMATCHED_FUNDS.ADDRESS.eq(address.bytes())).forUpdate()
                .forEach(row -> stored.put(row.getTransferKey(), row));
        for (Unmatched left : unmatched) {
            Transfer transfer = Objects.requireNonNull(transfers.get(left.transfer()), "every observation has its transfer");
            UnmatchedFundsRecord row = stored.remove(left.key());
            if (row == null) {
                insert(tx, sessionId, left, transfer);
            } else if (differs(row, sessionId, left, transfer)) {
                update(tx, row, sessionId, left, transfer);
            }
        }
        for (UnmatchedFundsRecord gone : stored.values()) {
            if (gone.getWithdrawnAt() == null) {
                tx.sql().update(UNMATCHED_FUNDS).set(UNMATCHED_FUNDS.WITHDRAWN_AT, clock.instant())
                        .where(mine(tx), UNMATCHED_FUNDS.ID.eq(gone.getId())).execute();
            }
        }
    }

    private void insert(StoreTx tx, @Nullable UUID sessionId, Unmatched left, Transfer transfer) {
        UUID id = Ids.next(clock);
        Asset asset = asset(transfer);
        tx.sql().insertInto(UNMATCHED_FUNDS).set(UNMATCHED_FUNDS.STORE_ID, tx.storeId()).set(UNMATCHED_FUNDS.LIVEMODE, tx.livemode())
                .set(UNMATCHED_FUNDS.ID, id).set(UNMATCHED_FUNDS.ADDRESS, transfer.to().bytes())
                .set(UNMATCHED_FUNDS.TRANSFER_KEY, left.key()).set(UNMATCHED_FUNDS.SESSION_ID, sessionId)
                .set(UNMATCHED_FUNDS.REASON, left.reason().wireName()).set(UNMATCHED_FUNDS.CHAIN_ID, transfer.chainId())
                .set(UNMATCHED_FUNDS.BLOCK_HASH, transfer.blockHash().bytes()).set(UNMATCHED_FUNDS.BLOCK_NUMBER, transfer.blockNumber())
                .set(UNMATCHED_FUNDS.TX_HASH, SessionRows.bytes(transfer.txHash())).set(UNMATCHED_FUNDS.LOG_INDEX, transfer.logIndex())
                .set(UNMATCHED_FUNDS.CONTRACT, SessionRows.contractBytes(transfer.contract()))
                .set(UNMATCHED_FUNDS.SYMBOL, asset == null ? null : asset.symbol())
                .set(UNMATCHED_FUNDS.DECIMALS, asset == null ? null : (Integer) asset.decimals())
                .set(UNMATCHED_FUNDS.AMOUNT, transfer.amount())
                .set(UNMATCHED_FUNDS.SENDER, transfer.from() == null ? null : transfer.from().bytes())
                .set(UNMATCHED_FUNDS.HAPPENED_AT, transfer.firstSeenAt())
                .set(UNMATCHED_FUNDS.CREATED_AT, Timestamps.stored(clock.instant()))
                .execute();
        UnmatchedFundsRecord row = Objects.requireNonNull(
                tx.sql().selectFrom(UNMATCHED_FUNDS).where(mine(tx), UNMATCHED_FUNDS.ID.eq(id)).fetchOne(), "the row was just inserted");
        events.append(tx, new NewEvent("funds.unmatched", id, 1, FundsJson.render(funds(tx, row)), null));
    }

    private static boolean differs(UnmatchedFundsRecord row, @Nullable UUID sessionId, Unmatched left, Transfer transfer) {
        return row.getWithdrawnAt() != null || !Hash.of(row.getBlockHash()).equals(transfer.blockHash())
                || !row.getReason().equals(left.reason().wireName()) || !Objects.equals(row.getSessionId(), sessionId);
    }

    private static void update(StoreTx tx, UnmatchedFundsRecord row, @Nullable UUID sessionId, Unmatched left, Transfer transfer) {
        tx.sql().update(UNMATCHED_FUNDS).set(UNMATCHED_FUNDS.SESSION_ID, sessionId)
                .set(UNMATCHED_FUNDS.REASON, left.reason().wireName()).set(UNMATCHED_FUNDS.BLOCK_HASH, transfer.blockHash().bytes())
                .set(UNMATCHED_FUNDS.BLOCK_NUMBER, transfer.blockNumber()).set(UNMATCHED_FUNDS.LOG_INDEX, transfer.logIndex())
                .set(UNMATCHED_FUNDS.HAPPENED_AT, transfer.firstSeenAt()).setNull(UNMATCHED_FUNDS.WITHDRAWN_AT)
                .where(mine(tx), UNMATCHED_FUNDS.ID.eq(row.getId())).execute();
    }

    private @Nullable Asset asset(Transfer transfer) {
        Network network = networks.byChainId(transfer.chainId());
        return network == null
                ? null
                : network.assets().stream().filter(a -> a.sameAs(transfer.chainId(), transfer.contract())).findFirst().orElse(null);
    }

    private static UnmatchedFunds funds(StoreTx tx, UnmatchedFundsRecord row) {
        return new UnmatchedFunds(row.getId(), tx.livemode(), row.getReason(), row.getSessionId(), Address.of(row.getAddress()),
                new UnmatchedFunds.Sum(row.getChainId(), SessionRows.contract(row.getContract()), row.getSymbol(), row.getDecimals(),
                        row.getAmount()),
                new UnmatchedFunds.Place(SessionRows.hash(row.getTxHash()), Hash.of(row.getBlockHash()), row.getBlockNumber(),
                        row.getLogIndex()),
                row.getHappenedAt(), row.getCreatedAt());
    }

    private static Condition mine(StoreTx tx) {
        return UNMATCHED_FUNDS.STORE_ID.eq(tx.storeId()).and(UNMATCHED_FUNDS.LIVEMODE.eq(tx.livemode()));
    }

}
