package io.cryptocheckout.platform.chain.store;

import static io.cryptocheckout.jooq.chain.Tables.TRANSFER;

import io.cryptocheckout.jooq.chain.tables.records.TransferRecord;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import io.cryptocheckout.platform.chain.Transfer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Money that reached watched addresses, canonical and orphaned. */
public final class Transfers {

    private Transfers() {}

    /** All transfers to the addresses on every chain, oldest block first. */
    public static Map<Address, List<Transfer>> to(DSLContext worker, Collection<Address> addresses) {
        return worker.selectFrom(TRANSFER)
                .where(TRANSFER.TO_ADDRESS.in(addresses.stream().map(Address::bytes).toList()))
                .orderBy(TRANSFER.BLOCK_TIME, TRANSFER.CHAIN_ID, TRANSFER.BLOCK_NUMBER, TRANSFER.LOG_INDEX, TRANSFER.ID)
                .fetchGroups(record -> Address.of(record.getToAddress()), Transfers::read);
    }

    static Transfer read(TransferRecord record) {
        byte[] tx = record.getTxHash();
        byte[] from = record.getFromAddress();
        return new Transfer(record.getChainId(), Hash.of(record.getBlockHash()), record.getBlockNumber(),
                record.getBlockTime(), tx == null ? null : Hash.of(tx), record.getLogIndex(),
                Address.of(record.getToAddress()), from == null ? null : Address.of(from),
                contract(record.getContract()), record.getAmount(), record.getCanonical(), record.getFirstSeenAt());
    }

    static @Nullable String contract(byte @Nullable [] bytes) {
        return bytes == null ? null : "0x" + HexFormat.of().formatHex(bytes);
    }

    static byte @Nullable [] contract(@Nullable String hex) {
        return hex == null ? null : HexFormat.of().parseHex(hex, 2, 42);
    }
}
