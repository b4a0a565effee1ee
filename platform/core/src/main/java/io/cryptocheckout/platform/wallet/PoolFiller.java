package io.cryptocheckout.platform.wallet;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.wallet.AccountRows.Account;
import io.cryptocheckout.platform.wallet.AccountRows.Claim;
import io.cryptocheckout.platform.wallet.AddressRows.Derived;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes addresses ready: reserves indexes, derives, checks each on every network, has it watched, and only then marks it ready. Each step
 * is durable before the next, so that a crash at any point loses nothing and repeats nothing that was shown.
 */
final class PoolFiller {

    private static final int BLOCK = 256;
    private static final int SKIP_BLOCK = 1000;
    /** How far beyond the skipped indexes a restored counter looks for addresses in use: the usual gap limit. */
    private static final int GAP = 20;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Database database;
    private final SealedKeys keys;
    private final AddressScreen screen;
    private final Clock clock;

    PoolFiller(Database database, SealedKeys keys, AddressScreen screen, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.screen = screen;
        this.clock = clock;
    }

    /** Accounts that this node shall fill now; nobody else does within the lease. */
    List<Claim> claim(int limit) {
        return database.acrossTenants("accounts of all stores whose pool is low",
                worker -> AccountRows.claim(worker, clock.instant(), LEASE, limit));
    }

    /** One step for a claimed account. Throws when a node cannot answer; then {@link #postpone} it. */
    void fill(Claim claim) {
        Account account = database.in(claim.scope(), tx -> AccountRows.find(tx, claim.accountId()));
        if (account == null) {
            return;
        }
        Integer skipFrom = account.skipFrom();
        if (skipFrom != null) {
            skip(claim, account, skipFrom);
        } else {
            check(claim, database.in(claim.scope(), tx -> toCheck(tx, account)));
        }
        database.in(claim.scope(), tx -> release(tx, claim));
    }

    /** After a failure: the account is due again a little later. */
    void postpone(Claim claim) {
        database.in(claim.scope(), tx -> {
            AccountRows.release(tx, claim, clock.instant().plus(RETRY));
            return true;
        });
    }

    private List<Derived> toCheck(StoreTx tx, Account account) {
        List<Derived> unchecked = new ArrayList<>(AddressRows.unchecked(tx, account.id(), BLOCK));
        int missing = account.readyWanted() - AddressRows.countReady(tx, account.id(), account.readyWanted()) - unchecked.size();
        int count = Math.min(missing, BLOCK - unchecked.size());
        if (count > 0) {
            Integer first = AccountRows.reserve(tx, account.id(), count);
            if (first != null) {
                List<Derived> derived = derive(tx, account, first, first + count);
                AddressRows.insert(tx, account.id(), derived, "derived", clock.instant());
                unchecked.addAll(derived);
            }
        }
        return unchecked;
    }

    private List<Derived> derive(StoreTx tx, Account account, int from, int to) {
        var key = keys.openXpub(account.xpub(), tx.scope());
        return IntStream.range(from, to).mapToObj(i -> new Derived(i, key.address(i))).toList();
    }

    private void check(Claim claim, List<Derived> derived) {
        if (derived.isEmpty()) {
            return;
        }
        Set<Address> fresh = screen.fresh(derived.stream().map(Derived::address).toList(), claim.scope().livemode());
        List<Derived> ready = derived.stream().filter(each -> fresh.contains(each.address())).toList();
        List<Derived> used = derived.stream().filter(each -> !fresh.contains(each.address())).toList();
        screen.watch(ready.stream().map(Derived::address).toList());
        database.in(claim.scope(), tx -> {
            AddressRows.checked(tx, claim.accountId(), ready, "ready", clock.instant());
            AddressRows.checked(tx, claim.accountId(), used, "used", clock.instant());
            return true;
        });
    }

    private boolean release(StoreTx tx, Claim claim) {
        Account now = AccountRows.find(tx, claim.accountId());
        boolean enough = now == null
                || now.skipFrom() == null && AddressRows.countReady(tx, claim.accountId(), now.readyWanted()) >= now.readyWanted();
        AccountRows.release(tx, claim, enough ? null : clock.instant());
        return enough;
    }

    /** A restore: whatever may have been shown in the lost hours is watched, then the counter moves past every index seen used. */
    private void skip(Claim claim, Account account, int from) {
        int to = Math.min(from + SKIP_BLOCK, account.nextIndex());
        if (from < to) {
            List<Derived> skipped = database.in(claim.scope(), tx -> derive(tx, account, from, to));
            // First the owner, then the watch: what arrives at a watched address is told to somebody.
            database.in(claim.scope(), tx -> {
                AddressRows.insert(tx, account.id(), skipped, "skipped", clock.instant());
                return true;
            });
            screen.watch(skipped.stream().map(Derived::address).toList());
            database.in(claim.scope(), tx -> {
                AccountRows.skipped(tx, account.id(), to, account.nextIndex());
                return true;
            });
            return;
        }
        lookAhead(claim, account);
    }

    /** What may have been shown is watched from now on; what was sent to it before that is found by reading the lost hours again. */
    private void lookBack(Claim claim) {
        Instant lostSince = database.in(claim.scope(), tx -> Lineage.lostSince(tx.sql()));
        if (lostSince != null) {
            screen.lookBack(lostSince);
        }
    }

    private void lookAhead(Claim claim, Account account) {
        int next = account.nextIndex();
        List<Derived> ahead = database.in(claim.scope(), tx -> derive(tx, account, next, next + GAP));
        Set<Address> fresh = screen.fresh(ahead.stream().map(Derived::address).toList(), claim.scope().livemode());
        @Nullable
        Integer lastUsed = ahead.stream().filter(each -> !fresh.contains(each.address())).map(Derived::index).reduce((a, b) -> b)
                .orElse(null);
        if (lastUsed == null) {
            lookBack(claim);
        }
        database.in(claim.scope(), tx -> {
            AccountRows.skipped(tx, account.id(), lastUsed == null ? null : next, lastUsed == null ? next : lastUsed + 1);
            return true;
        });
    }
}
