package io.cryptocheckout.platform.checkout.settlement;

import io.cryptocheckout.platform.checkout.settlement.Offer.Quoted;
import io.cryptocheckout.platform.checkout.settlement.Settlement.ChainView;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random course of things for one session: two networks make blocks at their own pace and are read with delays, customers pay in parts,
 * in wrong assets and late, blocks are replaced, a merchant cancels. The clock never stands still and never goes back.
 */
final class Course {
    private static final String[] ASSETS = {"native", "native", "native", "usdc", "dai"};
    private static final String[] AMOUNTS = {"1", "1", "0.5", "0.5", "0.4", "0.6", "0.25", "2", "0.00001", "1.00005"};

    private final Random random;
    private final Rules rules;
    private final Terms terms = Scene.terms(List.of(new Quoted(Scene.units("1", 18), Scene.START)));
    private final Map<Long, Network> networks = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private Instant now = Scene.START;
    private int transactions;
    private int upsets;

    Course(Random random) {
        this.random = random;
        Map<Long, Depth> depths = Map.of(1L, Depth.blocks(1 + random.nextInt(3)), 10L, Depth.blocks(1 + random.nextInt(3)));
        Fraction tolerance = random.nextInt(3) == 0 ? Fraction.of(new BigDecimal("0.01")) : Fraction.ZERO;
        this.rules = new Rules(tolerance, Duration.ofMinutes(10), random.nextInt(4) == 0, depths);
        for (long chain : new long[]{1, 10, 137}) {
            networks.put(chain, new Network(chain));
        }
    }

    void advance() {
        now = now.plusMillis(random.nextInt(150_000));
        for (Network network : networks.values()) {
            network.advance();
        }
        if (random.nextInt(40) == 0) {
            decisions.add(new Decision.Cancel(now));
            upsets++;
        }
    }

    Outcome settle() {
        return Settlement.of(terms, rules, decisions, new ChainView(observations(), pending(), chains()), now);
    }

    Terms terms() {
        return terms;
    }

    Rules rules() {
        return rules;
    }

    Instant now() {
        return now;
    }

    /** How often so far a block was replaced, a transfer came back from one, or a merchant decided something. */
    int upsets() {
        return upsets;
    }

    List<Decision> decisions() {
        return decisions;
    }

    List<Observation> observations() {
        return networks.values().stream().flatMap(n -> n.observations().stream()).toList();
    }

    List<PendingPayment> pending() {
        return networks.values().stream().flatMap(n -> n.pending.stream()).toList();
    }

    Map<Long, ChainState> chains() {
        Map<Long, ChainState> states = new HashMap<>();
        networks.forEach((chain, network) -> states.put(chain, new ChainState(chain, network.read, 0, network.readThrough())));
        return states;
    }

    private record Sent(String tx, String contract, BigInteger amount) {}

    private record Block(String hash, Instant time, List<Sent> transfers) {}

    /** One network: its blocks, how far they were read, and what was seen in blocks that left. */
    private final class Network {
        private final long chain;
        private final List<Block> blocks = new ArrayList<>();
        private final List<Observation> gone = new ArrayList<>();
        private final Map<String, Instant> firstSeen = new HashMap<>();
        private final List<PendingPayment> pending = new ArrayList<>();
        private int read;

        Network(long chain) {
            this.chain = chain;
        }

        void advance() {
            if (random.nextInt(25) == 0 && !blocks.isEmpty()) {
                reorganize(1 + random.nextInt(Math.min(4, blocks.size())));
            }
            if (random.nextInt(4) > 0) {
                mine(random.nextInt(4) == 0 && chain != 137 || random.nextInt(40) == 0 ? List.of(payment()) : List.of());
            }
            if (random.nextInt(3) > 0) {
                read();
                pending.clear();
            } else if (random.nextInt(6) == 0) {
                Sent sent = payment();
                pending.add(new PendingPayment(chain, sent.tx(), sent.contract(), sent.amount(), now));
            }
        }

        /** A transfer that comes back from a block that left is a late effect of that upset. */
        private void read() {
            for (Block block : blocks.subList(read, blocks.size())) {
                upsets += (int) block.transfers().stream().filter(sent -> firstSeen.containsKey(sent.tx())).count();
            }
            read = blocks.size();
            observations();
        }

        private void mine(List<Sent> transfers) {
            blocks.add(new Block("0x" + chain + "-" + blocks.size() + "-" + random.nextInt(), now, transfers));
        }

        private Sent payment() {
            String asset = ASSETS[random.nextInt(ASSETS.length)];
            String contract = asset.equals("native") ? null : asset.equals("usdc") ? Scene.USDC : Scene.DAI;
            String amount = AMOUNTS[random.nextInt(AMOUNTS.length)];
            return new Sent("0xt" + transactions++, contract, asset.equals("usdc") ? Scene.units(amount, 8) : Scene.units(amount, 18));
        }

        /** Replaces the newest blocks; some of their transfers come back, in one block. */
        private void reorganize(int depth) {
            List<Sent> back = new ArrayList<>();
            for (int i = 0; i < depth; i++) {
                int number = blocks.size() - 1;
                Block block = blocks.removeLast();
                if (number < read) {
                    block.transfers().forEach(sent -> gone.add(observation(sent, block, number, false)));
                    upsets++;
                }
                block.transfers().stream().filter(sent -> random.nextBoolean()).forEach(back::add);
            }
            read = Math.min(read, blocks.size());
            mine(back);
        }

        List<Observation> observations() {
            List<Observation> seen = new ArrayList<>(gone);
            for (int number = 0; number < read; number++) {
                for (Sent sent : blocks.get(number).transfers()) {
                    seen.add(observation(sent, blocks.get(number), number, true));
                }
            }
            return seen;
        }

        private Observation observation(Sent sent, Block block, int number, boolean canonical) {
            Instant first = firstSeen.computeIfAbsent(sent.tx(), tx -> block.time());
            return new Observation(chain, block.hash(), number + 1, sent.tx(), 0, sent.contract(), sent.amount(), first, canonical, false);
        }

        Instant readThrough() {
            return read == 0 ? Instant.MIN : blocks.get(read - 1).time();
        }
    }
}
