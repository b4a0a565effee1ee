package io.cryptocheckout.platform.chain.store;

import static io.cryptocheckout.jooq.chain.Tables.SCANNER;
import static org.jooq.impl.DSL.when;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Which replica follows a network, and what hinders it. */
public final class ScannerRows {

    private ScannerRows() {}

    /** What the last holder of a network's lease had to say. */
    public record State(@Nullable UUID holder, @Nullable Instant heldUntil, @Nullable String problem,
            @Nullable Instant problemSince, @Nullable String node, @Nullable Instant answeredAt) {}

    /** Takes the network for a while, or keeps it; false while another replica holds it. */
    public static boolean hold(DSLContext worker, long chainId, UUID holder, Duration lease, Instant now) {
        return worker.insertInto(SCANNER)
                .columns(SCANNER.CHAIN_ID, SCANNER.HOLDER, SCANNER.HELD_UNTIL)
                .values(chainId, holder, now.plus(lease))
                .onConflict(SCANNER.CHAIN_ID)
                .doUpdate()
                .set(SCANNER.HOLDER, holder)
                .set(SCANNER.HELD_UNTIL, now.plus(lease))
                .where(SCANNER.HOLDER.eq(holder).or(SCANNER.HOLDER.isNull()).or(SCANNER.HELD_UNTIL.lt(now)))
                .execute() == 1;
    }

    /** Gives the network back at once, when this holder has it. */
    public static void release(DSLContext worker, long chainId, UUID holder) {
        worker.update(SCANNER)
                .setNull(SCANNER.HOLDER)
                .where(SCANNER.CHAIN_ID.eq(chainId).and(SCANNER.HOLDER.eq(holder)))
                .execute();
    }

    /** Writes down what hinders the scan, keeping the time since when it does; null when all is well. */
    public static void report(DSLContext worker, long chainId, @Nullable String problem, @Nullable String node, Instant now) {
        var update = worker.update(SCANNER)
                .set(SCANNER.PROBLEM, problem)
                .set(SCANNER.PROBLEM_SINCE, problem == null
                        ? org.jooq.impl.DSL.castNull(SCANNER.PROBLEM_SINCE)
                        : when(SCANNER.PROBLEM.isNull(), now).otherwise(SCANNER.PROBLEM_SINCE));
        if (node != null) {
            update = update.set(SCANNER.NODE, node).set(SCANNER.ANSWERED_AT, now);
        }
        update.where(SCANNER.CHAIN_ID.eq(chainId)).execute();
    }

    public static Map<Long, State> states(DSLContext worker) {
        return worker.selectFrom(SCANNER)
                .fetchMap(SCANNER.CHAIN_ID, row -> new State(row.getHolder(), row.getHeldUntil(), row.getProblem(),
                        row.getProblemSince(), row.getNode(), row.getAnsweredAt()));
    }
}
