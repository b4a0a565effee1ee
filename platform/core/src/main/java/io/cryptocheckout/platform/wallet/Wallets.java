package io.cryptocheckout.platform.wallet;

import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.StoreStanding;
import io.cryptocheckout.platform.wallet.WalletRows.Row;
import io.cryptocheckout.platform.wallet.keys.PersonalSignature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Setting up and changing a store's wallet: propose, compare the first address, confirm. Only the store's owner may; a live wallet that
 * replaces another one takes effect after a delay in which he can cancel it.
 */
public final class Wallets {
    /** How far a postponed change may fall behind before its row is written again. */
    private static final Duration A_MOMENT = Duration.ofMinutes(1);

    private final Database database;
    private final WalletImport imports;
    private final Lineage lineage;
    private final AddressPool pool;
    private final WalletNotices notices;
    private final AuditLog audit;
    private final WalletProperties settings;
    private final Clock clock;

    /** The parts of the room that setting up a wallet concerns. */
    record Parts(WalletImport imports, Lineage lineage, AddressPool pool, WalletNotices notices, AuditLog audit) {}

    Wallets(Database database, Parts parts, WalletProperties settings, Clock clock) {
        this.database = database;
        this.imports = parts.imports();
        this.lineage = parts.lineage();
        this.pool = parts.pool();
        this.notices = parts.notices();
        this.audit = parts.audit();
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Imports a wallet without using it yet; an earlier proposal that was not confirmed is forgotten.
     *
     * @throws Refused
     *             naming what is wrong with the key, or {@code wallet_key_in_use} where another store or mode holds it
     */
    public WalletProposal propose(Caller caller, NewWallet wallet) {
        caller.require(Permission.WALLET_IMPORT);
        Scope scope = caller.scope();
        Row row = imports.read(Ids.next(clock), scope, wallet);
        imports.refuseIfServingAnother(scope, row.accountId());
        return database.in(scope, tx -> {
            StoreStanding.requireOpen(tx);
            Row earlier = WalletRows.withStatus(tx, "proposed");
            if (earlier != null) {
                WalletRows.cancel(tx, earlier.id(), clock.instant());
            }
            WalletRows.propose(tx, row, caller.principal().label());
            WalletProposal proposal = proposal(tx, row);
            write(tx, caller, "proposed", row);
            return proposal;
        });
    }

    /** A proposal that is still open; null where there is none. */
    public @Nullable WalletProposal proposal(Caller caller) {
        caller.require(Permission.WALLET_IMPORT);
        return database.in(caller.scope(), tx -> {
            Row row = WalletRows.withStatus(tx, "proposed");
            return row == null || expired(row) ? null : proposal(tx, row);
        });
    }

    /**
     * Puts a proposed wallet to use: at once, or after the delay where it replaces a live one.
     *
     * @throws Refused
     *             {@code wallet_proof_invalid}, {@code wallet_proposal_expired}, {@code reauthentication_required},
     *             {@code wallet_change_scheduled} or {@code wallet_key_in_use}
     */
    public WalletView confirm(Caller caller, UUID walletId, WalletConfirmation confirmation) {
        caller.require(Permission.WALLET_IMPORT);
        return database.in(caller.scope(), tx -> {
            StoreStanding.requireOpen(tx);
            WalletRows.lockChanges(tx);
            Row row = WalletRows.find(tx, walletId);
            if (row == null) {
                throw Refused.notFound("wallet");
            }
            if (!row.status().equals("proposed") || expired(row)) {
                throw new Refused(Refusal.WALLET_PROPOSAL_EXPIRED, null, "This import can no longer be confirmed; start it again.");
            }
            requireProof(row, confirmation.signature());
            bind(tx, row);
            boolean later = replacesLive(tx);
            WalletView view = later ? schedule(tx, row, confirmation) : activate(tx, row);
            write(tx, caller, later ? "scheduled" : "confirmed", row);
            return view;
        });
    }

    /** Drops a proposal, or cancels a change that is scheduled; the wallet in use stays. */
    public void cancel(Caller caller, UUID walletId) {
        caller.require(Permission.WALLET_IMPORT);
        database.in(caller.scope(), tx -> {
            WalletRows.lockChanges(tx);
            Row row = WalletRows.find(tx, walletId);
            if (row == null) {
                throw Refused.notFound("wallet");
            }
            WalletRows.cancel(tx, walletId, clock.instant());
            if (row.status().equals("scheduled")) {
                notices.canceled(tx, row);
            }
            write(tx, caller, "canceled", row);
            return true;
        });
    }

    /** Forgets the account's private key; the wallet goes on receiving. */
    public void forgetAccountKey(Caller caller) {
        caller.require(Permission.WALLET_IMPORT);
        database.in(caller.scope(), tx -> {
            WalletRows.Active active = WalletRows.active(tx);
            if (active == null) {
                throw Refused.notFound("wallet");
            }
            WalletRows.forgetAccountKey(tx, active.walletId());
            audit.write(tx, caller.principal(), new AuditAct("wallet.key_forgotten", IdKind.WALLET.format(active.walletId())));
            return true;
        });
    }

    private void write(StoreTx tx, Caller caller, String verb, Row row) {
        audit.write(tx, caller.principal(), new AuditAct("wallet." + verb, IdKind.WALLET.format(row.id()),
                Map.of("firstAddress", row.firstAddress().toString(), "path", row.path(), "custody", row.custody().name())));
    }

    /** The wallet in use; null where none is. */
    public @Nullable WalletView view(Scope scope) {
        return database.in(scope, tx -> viewOf(tx, WalletRows.withStatus(tx, "active")));
    }

    /** The wallet that will replace it; null where no change is scheduled. */
    public @Nullable WalletView scheduled(Scope scope) {
        return database.in(scope, tx -> viewOf(tx, WalletRows.withStatus(tx, "scheduled")));
    }

    /** Lets scheduled wallets become active whose time has come and whose store is not suspended; another node doing the same is no harm. */
    void activateDue() {
        Instant now = clock.instant();
        postponeWhereSuspended(now.plus(settings.changeDelay()));
        for (WalletRows.Seen due : database.acrossTenants("scheduled wallets of all stores", worker -> WalletRows.due(worker, now))) {
            database.in(due.scope(), tx -> {
                WalletRows.lockChanges(tx);
                Row row = WalletRows.find(tx, due.walletId());
                if (row == null || !row.status().equals("scheduled") || StoreStanding.suspendedFor(tx) != null) {
                    return null;
                }
                notices.replaced(tx, row);
                return activate(tx, row);
            });
        }
    }

    /** Whoever took over an account may have scheduled it: the delay in which the owner can cancel begins anew when the store goes on. */
    private void postponeWhereSuspended(Instant until) {
        database.acrossTenants("scheduled wallets of all stores", worker -> WalletRows.ofSuspended(worker, until.minus(A_MOMENT)))
                .forEach(waiting -> database.in(waiting.scope(), tx -> WalletRows.postpone(tx, waiting.walletId(), until)));
    }

    private WalletProposal proposal(StoreTx tx, Row row) {
        return new WalletProposal(row.id(), row.firstAddress(), row.path(), row.custody(), row.challenge(),
                row.proposedAt().plus(settings.proposalValidity()), replacesLive(tx));
    }

    private boolean expired(Row row) {
        return !clock.instant().isBefore(row.proposedAt().plus(settings.proposalValidity()));
    }

    private static boolean replacesLive(StoreTx tx) {
        return tx.livemode() && WalletRows.active(tx) != null;
    }

    private static void requireProof(Row row, @Nullable String signature) {
        String challenge = row.challenge();
        if (challenge == null) {
            return;
        }
        Address signer = signature == null ? null : PersonalSignature.signer(challenge, signature);
        if (!row.firstAddress().equals(signer)) {
            throw new Refused(Refusal.WALLET_PROOF_INVALID, "signature",
                    signer == null
                            ? "The signature of the shown text is missing or is not 65 bytes in hexadecimal."
                            : "The text was signed by " + signer + ", not by the first address " + row.firstAddress() + ".");
        }
    }

    private void bind(StoreTx tx, Row row) {
        boolean skip = lineage.restoredLately(tx.sql());
        var account = new AccountRows.Account(row.accountId(), row.xpub(), skip ? settings.restoreSkip() : 0, skip ? 0 : null,
                settings.ready());
        if (!AccountRows.bind(tx, account, clock.instant())) {
            throw WalletImport.servesAnother();
        }
    }

    private WalletView activate(StoreTx tx, Row row) {
        WalletRows.activate(tx, row.id(), clock.instant());
        AccountRows.wantMore(tx, row.accountId(), settings.ready(), clock.instant());
        tx.afterCommit(() -> pool.changed(tx.scope(), row.id()));
        return Objects.requireNonNull(viewOf(tx, WalletRows.find(tx, row.id())));
    }

    private WalletView schedule(StoreTx tx, Row row, WalletConfirmation confirmation) {
        Instant now = clock.instant();
        Instant proved = confirmation.reauthenticatedAt();
        if (proved == null || proved.plus(settings.reauthenticationValidity()).isBefore(now)) {
            throw new Refused(Refusal.REAUTHENTICATION_REQUIRED, null, "Changing a live wallet needs your password again.");
        }
        if (WalletRows.withStatus(tx, "scheduled") != null) {
            throw new Refused(Refusal.WALLET_CHANGE_SCHEDULED, null,
                    "Another change of this wallet is already scheduled; cancel it first.");
        }
        Instant effectiveAt = now.plus(settings.changeDelay());
        WalletRows.schedule(tx, row.id(), effectiveAt);
        notices.scheduled(tx, row, effectiveAt);
        return Objects.requireNonNull(viewOf(tx, WalletRows.find(tx, row.id())));
    }

    private @Nullable WalletView viewOf(StoreTx tx, @Nullable Row row) {
        if (row == null || row.effectiveAt() == null) {
            return null;
        }
        var status = row.status().equals("scheduled") ? WalletView.Status.SCHEDULED : WalletView.Status.ACTIVE;
        return new WalletView(row.id(), HexFormat.of().formatHex(row.accountId(), 0, 4), row.firstAddress(), row.path(), row.custody(),
                status, row.effectiveAt(), AddressRows.highestTaken(tx, row.accountId()),
                AddressRows.countReady(tx, row.accountId(), settings.maximumReady()));
    }
}
