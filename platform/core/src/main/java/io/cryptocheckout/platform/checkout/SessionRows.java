package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.jooq.checkout.tables.records.PaymentRecord;
import io.cryptocheckout.jooq.checkout.tables.records.SessionRecord;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import io.cryptocheckout.platform.checkout.CheckoutSession.Details;
import io.cryptocheckout.platform.checkout.CheckoutSession.Progress;
import io.cryptocheckout.platform.checkout.CheckoutSession.Stamp;
import io.cryptocheckout.platform.checkout.CheckoutSession.Times;
import io.cryptocheckout.platform.checkout.SessionHistory.Payment;
import io.cryptocheckout.platform.checkout.settlement.Depth;
import io.cryptocheckout.platform.checkout.settlement.Fraction;
import io.cryptocheckout.platform.money.Fiat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as records. */
final class SessionRows {

    private SessionRows() {}

    static CheckoutSession session(SessionRecord row) {
        Set<SessionException> exceptions = Arrays.stream(row.getExceptions())
                .map(name -> SessionException.valueOf(name.toUpperCase(Locale.ROOT))).collect(Collectors.toUnmodifiableSet());
        Progress progress = new Progress(Fraction.parse(row.getReceived()), Fraction.parse(row.getToldExcess()),
                SessionCodec.amounts(row.getAmounts()), row.getConfirmations(), Depth.parse(row.getConfirmationsRequired()));
        return new CheckoutSession(row.getId(), new Scope(row.getStoreId(), row.getLivemode()), SessionStatus.of(row.getStatus()),
                exceptions,
                Address.of(row.getAddress()), new Fiat(row.getFiatAmount(), row.getFiatCurrency()), SessionCodec.offers(row.getOffers()),
                SessionCodec.rules(row.getRules()),
                new Details(row.getReference(), SessionCodec.customer(row.getCustomer()), SessionCodec.metadata(row.getMetadata()),
                        row.getSuccessUrl(), row.getCancelUrl()),
                new Times(row.getCreatedAt(), row.getExpiresAt(), row.getPaidAt()), progress,
                new Stamp(row.getVersion(), row.getEventSequence(), row.getWakes()));
    }

    static Payment payment(PaymentRecord row) {
        return new Payment(row.getTransferKey(), row.getChainId(), Hash.of(row.getBlockHash()), row.getBlockNumber(), hash(row.getTxHash()),
                row.getLogIndex(), contract(row.getContract()), row.getAmount(), row.getHappenedAt(), row.getConfirmations(),
                row.getConfirmed());
    }

    static @Nullable Hash hash(byte @Nullable [] bytes) {
        return bytes == null ? null : Hash.of(bytes);
    }

    static @Nullable String contract(byte @Nullable [] bytes) {
        return bytes == null ? null : Address.of(bytes).hex();
    }

    static byte @Nullable [] bytes(@Nullable Hash hash) {
        return hash == null ? null : hash.bytes();
    }

    static byte @Nullable [] contractBytes(@Nullable String contract) {
        return contract == null ? null : Address.parse(contract).bytes();
    }
}
