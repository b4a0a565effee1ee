package io.cryptocheckout.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * P4: the cost of taking in whole blocks (reading, matching, writing) with many watched addresses against few, as CPU per block of the
 * server and its database. Two platforms, each with a chain of its own, take the same blocks in turn.
 */
final class IngestBench {

    private static final int FEW = 10_000;
    private static final int BLOCKS = 20;
    private static final int WARM_UP = 5;
    private static final int TRANSACTIONS = 200;

    private final Platform few;
    private final Platform many;
    private final int watched;

    IngestBench(Platform few, Platform many, int watched) {
        this.few = few;
        this.many = many;
        this.watched = watched;
    }

    void run(Report report, int rounds) throws Exception {
        prepare(few, FEW);
        prepare(many, watched);
        for (int i = 0; i < WARM_UP; i++) {
            ingest(few);
            ingest(many);
        }
        Rounds measured = Rounds.interleaved(rounds, round -> ingest(many), round -> ingest(few));
        few.rpc("evm_setIntervalMining", "[1]");
        report.row(
                "P4",
                String.format(Locale.ROOT, "CPU per block of %d transactions, %,d watched addresses against %,d", TRANSACTIONS, watched,
                        FEW),
                measured.ratio(),
                String.format(Locale.ROOT, "%.0f us and %.0f us per block", measured.oursMedian(), measured.peerMedian()));
    }

    private static void prepare(Platform platform, int addresses) throws Exception {
        platform.rpc("evm_setIntervalMining", "[0]");
        platform.rpc("evm_setAutomine", "[false]");
        platform.sql(
                "insert into chain.watched (address, added_at) select substring(sha256(i::text::bytea) from 1 for 20), now()"
                        + " from generate_series(1, " + addresses + ") i on conflict do nothing",
                "analyze chain.watched",
                // The slow pass over all balances is not what is measured here.
                "insert into chain.balance_pass (chain_id, started_at, through_seq) select chain_id, now() + interval '1 day',"
                        + " (select max(seq) from chain.watched) from chain.cursor on conflict (chain_id) do update"
                        + " set started_at = excluded.started_at, through_seq = excluded.through_seq");
    }

    /** Mines the blocks and answers the microseconds of CPU per block until the cursor stands at the head. */
    private static double ingest(Platform platform) throws Exception {
        Payers payers = Payers.of(platform);
        long before = platform.cpuMicros();
        for (int block = 0; block < BLOCKS; block++) {
            List<String> calls = new ArrayList<>();
            for (int i = 0; i < TRANSACTIONS; i++) {
                calls.add(payers.payment(i));
            }
            platform.batch(calls);
            platform.rpc("evm_mine", "[]");
            int held = Integer.decode(platform.rpc("eth_getBlockTransactionCountByNumber", "[\"latest\"]").asString());
            if (held != TRANSACTIONS) {
                throw new IllegalStateException("A block holds " + held + " transactions instead of " + TRANSACTIONS);
            }
        }
        String head = Long.decode(platform.rpc("eth_blockNumber", "[]").asString()).toString();
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!head.equals(platform.text("select max(number) from chain.cursor"))) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("The scan did not reach block " + head);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return (double) (platform.cpuMicros() - before) / BLOCKS;
    }

    /** The chain's rich accounts in turn, each with the number of its next transaction: the node counts those in its pool only later. */
    private record Payers(List<String> accounts, long[] nonces) {

        static Payers of(Platform platform) throws Exception {
            List<String> accounts = new ArrayList<>();
            platform.rpc("eth_accounts", "[]").forEach(account -> accounts.add(account.asString()));
            long[] nonces = new long[accounts.size()];
            for (int i = 0; i < nonces.length; i++) {
                nonces[i] = Long.decode(
                        platform.rpc("eth_getTransactionCount", "[\"" + accounts.get(i) + "\",\"pending\"]").asString());
            }
            return new Payers(accounts, nonces);
        }

        /** A call that pays one wei to somebody nobody watches. */
        String payment(int number) {
            int payer = number % accounts.size();
            return String.format(Locale.ROOT,
                    "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"eth_sendTransaction\",\"params\":[{\"from\":\"%s\",\"to\":\"0x%040x\","
                            + "\"value\":\"0x1\",\"gas\":\"0x5208\",\"nonce\":\"0x%x\"}]}",
                    number, accounts.get(payer), 0x1000_0000L + number, nonces[payer]++);
        }
    }
}
