package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.ChainFacts;
import io.cryptocheckout.platform.chain.Transfer;
import io.cryptocheckout.platform.checkout.DueSessions.Stray;
import io.cryptocheckout.platform.checkout.settlement.Observation;
import io.cryptocheckout.platform.checkout.settlement.Settlement;
import io.cryptocheckout.platform.checkout.settlement.Unmatched;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.wallet.AddressPool;
import io.cryptocheckout.platform.wallet.WalletOwners;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings what arrived at an address of a store's wallet at which no session was opened into that store's funds inbox. */
final class StrayFunds {
    private static final int BATCH = 50;
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PATIENCE = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 10;

    private final Database database;
    private final ChainFacts facts;
    private final WalletOwners owners;
    private final AddressPool addresses;
    private final Booking booking;

    /** Where strays are written, and when it is. */
    record Booking(FundsInbox inbox, Clock clock) {}

    StrayFunds(Database database, ChainFacts facts, WalletOwners owners, AddressPool addresses, Booking booking) {
        this.database = database;
        this.facts = facts;
        this.owners = owners;
        this.addresses = addresses;
        this.booking = booking;
    }

    /** Takes what is due; true where there was something. */
    boolean pass() {
        List<Stray> strays = database.acrossTenants("a stray address names no store",
                worker -> DueSessions.claimStrays(worker, BATCH, booking.clock().instant()));
        if (strays.isEmpty()) {
            return false;
        }
        Map<Address, Scope> scopes = owners.of(strays.stream().map(Stray::address).toList());
        ChainSight sight = ChainSight.of(database, facts, scopes.keySet());
        for (Stray stray : strays) {
            Scope scope = scopes.get(stray.address());
            if (scope != null) {
                book(scope, stray.address(), sight);
            }
            database.acrossTenants("a stray address names no store", worker -> {
                if (scope == null) {
                    DueSessions.postpone(worker, stray, booking.clock().instant().plus(patience(stray.wakes())));
                } else {
                    DueSessions.doneWith(worker, stray, booking.clock().instant());
                }
                return true;
            });
        }
        return true;
    }

    /** Whose address it is may be written a little after it is watched; an address of nobody costs a look an hour. */
    private static Duration patience(int looks) {
        Duration grown = FIRST_PATIENCE.multipliedBy(1L << Math.min(looks, MOST_DOUBLINGS));
        return grown.compareTo(LONGEST_PATIENCE) > 0 ? LONGEST_PATIENCE : grown;
    }

    private void book(Scope scope, Address address, ChainSight sight) {
        Map<Observation, Transfer> observations = sight.observations(scope, address, List.of());
        List<Unmatched> unclaimed = Settlement.unclaimed(observations.keySet());
        boolean taken = database.in(scope, tx -> {
            if (CheckoutSessions.hasSession(tx, address)) {
                return true;
            }
            booking.inbox().reconcile(tx, address, null, unclaimed, observations);
            return false;
        });
        if (taken) {
            database.acrossTenants("a transfer names an address and no store", worker -> {
                DueSessions.wake(worker, List.of(address), Set.of(), booking.clock().instant());
                return true;
            });
        } else if (!unclaimed.isEmpty()) {
            addresses.retire(scope, address);
        }
    }
}
