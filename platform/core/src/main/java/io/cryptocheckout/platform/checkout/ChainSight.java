package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.ChainFacts;
import io.cryptocheckout.platform.chain.ChainView;
import io.cryptocheckout.platform.chain.PendingTransfer;
import io.cryptocheckout.platform.chain.Transfer;
import io.cryptocheckout.platform.checkout.SessionHistory.Payment;
import io.cryptocheckout.platform.checkout.settlement.ChainState;
import io.cryptocheckout.platform.checkout.settlement.Observation;
import io.cryptocheckout.platform.checkout.settlement.PendingPayment;
import io.cryptocheckout.platform.checkout.settlement.Settlement;
import io.cryptocheckout.platform.database.Database;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the chains said at one moment: transfers, pending transactions and how far each network was read, all of one snapshot, so that a
 * reorganization between two reads confirms nothing.
 *
 * @param testNetworks
 *            whose coins are worth nothing: to a live store they do not exist, while real money is shown wherever it went
 */
record ChainSight(Map<Address, List<Transfer>> transfers, Map<Address, List<PendingTransfer>> pending, Map<Long, ChainView> views,
        Set<Long> testNetworks) {

    static ChainSight of(Database database, ChainFacts facts, Collection<Address> addresses) {
        return database.acrossTenants("chain facts belong to no store, and are read in one snapshot", worker -> {
            worker.execute("set transaction isolation level repeatable read");
            return new ChainSight(facts.transfersTo(worker, addresses), facts.pendingTo(worker, addresses), facts.views(worker),
                    facts.testNetworks());
        });
    }

    /**
     * The sight of one address of a scope as settlement takes it, each observation with the transfer behind it.
     *
     * @param payments
     *            what was stored before: a transfer that was confirmed in its block stays so while the block stays
     */
    Map<Observation, Transfer> observations(Scope scope, Address address, Collection<Payment> payments) {
        Set<String> confirmed = new HashSet<>();
        payments.stream().filter(Payment::confirmed)
                .forEach(p -> confirmed.add(place(p.chainId(), p.blockHash().toString(), String.valueOf(p.txHash()), p.logIndex())));
        Map<Observation, Transfer> observations = new LinkedHashMap<>();
        for (Transfer t : transfers.getOrDefault(address, List.of())) {
            if (isNothing(scope, t.chainId())) {
                continue;
            }
            String tx = t.txHash() == null ? null : t.txHash().toString();
            boolean confirmedHere = confirmed.contains(place(t.chainId(), t.blockHash().toString(), String.valueOf(tx), t.logIndex()));
            observations
                    .put(new Observation(t.chainId(), t.blockHash().toString(), t.blockNumber(), tx, t.logIndex(), t.contract(), t.amount(),
                            t.firstSeenAt(), t.canonical(), confirmedHere), t);
        }
        return observations;
    }

    private boolean isNothing(Scope scope, long chainId) {
        return scope.livemode() && testNetworks.contains(chainId);
    }

    private static String place(long chainId, String blockHash, String tx, int logIndex) {
        return chainId + "/" + blockHash + "/" + tx + "/" + logIndex;
    }

    Settlement.ChainView view(Scope scope, Address address, Collection<Observation> observations) {
        Map<Long, ChainState> states = new HashMap<>();
        views.forEach((chain, view) -> states.put(chain, new ChainState(chain, view.head(), view.finalized(), view.scannedThrough())));
        List<PendingPayment> inFlight = pending.getOrDefault(address, List.of()).stream().filter(p -> !isNothing(scope, p.chainId()))
                .map(p -> new PendingPayment(p.chainId(), p.txHash().toString(), p.contract(), p.amount(), p.seenAt())).toList();
        return new Settlement.ChainView(observations, inFlight, states);
    }
}
