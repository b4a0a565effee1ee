package io.cryptocheckout.platform.checkout.settlement;

import io.cryptocheckout.platform.checkout.settlement.Offer.Quoted;
import io.cryptocheckout.platform.checkout.settlement.Settlement.ChainView;
import io.cryptocheckout.platform.money.Fiat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A session of 100.00 USD, open for 15 minutes with 10 minutes of grace and 3 confirmations, that offers 1 ETH ("eth") or 100 USDC ("usdc")
 * on chain 1, or 1 ETH on chain 10 ("op"); and the facts about it, written as a line: {@code 0.4 eth @1 x3; 60 usdc @2 x1; cancel @3}.
 *
 * <p>"dai" is a token of chain 1 that is not offered, "pol" lives on a network that is not offered. {@code @} is minutes after the creation,
 * {@code x} the confirmations (3 unless told), {@code gone} a transfer whose block left the chain, {@code down op @9} a network read through
 * minute 9 only. {@code open 180} and {@code grace 60} make the window and the grace longer, {@code requote 2 @60} asks 2 ETH from minute 60
 * on, {@code only usdc} offers no ether.
 */
record Scene(Terms terms, Rules rules, List<Decision> decisions, List<Observation> observations, List<PendingPayment> pending,
        Map<Long, ChainState> chains, Instant now) {

    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    static final String USDC = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48";
    static final String DAI = "0x6b175474e89094c44da98b954eedeac495271d0f";
    private static final long HEAD = 1_000;

    static Terms terms(List<Quoted> ether) {
        Offer usdc = new Offer(1, USDC, 6, true, List.of(new Quoted(units("100", 6), START)));
        List<Offer> offers = List.of(new Offer(1, null, 18, false, ether), usdc, new Offer(10, null, 18, false, ether));
        return new Terms(Fiat.parse("100.00", "USD", "amount"), offers, START, START.plus(Duration.ofMinutes(15)));
    }

    static Scene at(String minutes, String line) {
        return new Reader(moment(minutes)).read(line);
    }

    Outcome settle() {
        return Settlement.of(terms, rules, decisions, new ChainView(observations, pending, chains), now);
    }

    static Instant moment(String minutes) {
        return START.plusMillis(new BigDecimal(minutes).multiply(BigDecimal.valueOf(60_000)).longValueExact());
    }

    static BigInteger units(String amount, int decimals) {
        return new BigDecimal(amount).movePointRight(decimals).toBigIntegerExact();
    }

    /** Reads one line of facts. */
    private static final class Reader {
        private final Instant now;
        private final List<Decision> decisions = new ArrayList<>();
        private final List<Observation> observations = new ArrayList<>();
        private final List<PendingPayment> pending = new ArrayList<>();
        private final Map<Long, ChainState> chains = new HashMap<>();
        private final List<Quoted> ether = new ArrayList<>(List.of(new Quoted(units("1", 18), START)));
        private String window = "15";
        private String grace = "10";
        private boolean onlyToken;
        private Fraction tolerance = Fraction.ZERO;
        private boolean hold;
        private Depth depth = Depth.blocks(3);
        private long finalized = 0;

        Reader(Instant now) {
            this.now = now;
            chains.put(1L, new ChainState(1, HEAD, 0, now));
            chains.put(10L, new ChainState(10, HEAD, 0, now));
        }

        Scene read(String line) {
            for (String fact : line.split(";")) {
                if (!fact.isBlank()) {
                    read(fact.trim().split(" +"));
                }
            }
            chains.replaceAll((id, c) -> new ChainState(id, c.head(), finalized, c.readThrough()));
            Rules rules = new Rules(tolerance, Duration.ofMinutes(Long.parseLong(grace)), hold, Map.of(1L, depth, 10L, depth));
            return new Scene(longer(terms(ether)), rules, decisions, observations, pending, chains, now);
        }

        private Terms longer(Terms usual) {
            List<Offer> offers = usual.offers().stream().filter(offer -> !onlyToken || offer.contract() != null).toList();
            return new Terms(usual.price(), offers, usual.createdAt(), moment(window));
        }

        private void read(String[] words) {
            switch (words[0]) {
                case "cancel" -> decisions.add(new Decision.Cancel(moment(words[1].substring(1))));
                case "resolve" -> decisions.add(new Decision.Resolve(Arrivals.of(observations).standing().keySet()));
                case "resolve-vanished" -> decisions.add(new Decision.Resolve(Set.of("1/0xgone/native/1/1")));
                case "apply" -> decisions
                        .add(new Decision.Apply(Arrivals.of(observations).standing().keySet().iterator().next(), new BigDecimal(words[1])));
                case "pending" -> pending
                        .add(new PendingPayment(chain(words[2]), "0xp" + pending.size(), contract(words[2]), amount(words[1], words[2]),
                                words.length > 3 ? moment(words[3].substring(1)) : START));
                case "down" -> chains.put(chain(words[1]), new ChainState(chain(words[1]), HEAD, 0, moment(words[2].substring(1))));
                case "unread" -> chains.remove(chain(words[1]));
                case "tolerance" -> tolerance = Fraction.of(new BigDecimal(words[1]));
                case "hold" -> hold = true;
                case "open" -> window = words[1];
                case "grace" -> grace = words[1];
                case "only" -> onlyToken = true;
                case "finalized" -> {
                    depth = Depth.FINALIZED;
                    finalized = Long.parseLong(words[1]);
                }
                case "requote" -> ether.add(new Quoted(units(words[1], 18), moment(words[2].substring(1))));
                default -> transfer(words);
            }
        }

        private void transfer(String[] words) {
            int confirmations = 3;
            boolean canonical = true;
            boolean confirmedHere = false;
            String tx = "0x" + observations.size();
            for (String word : words) {
                switch (word.charAt(0)) {
                    case 'x' -> confirmations = Integer.parseInt(word.substring(1));
                    case 'g' -> canonical = false;
                    case 'h' -> confirmedHere = true;
                    case 't' -> tx = "0x" + word;
                    default -> {
                        /* amount, asset and time are read by their place */ }
                }
            }
            long block = HEAD - confirmations + 1;
            observations.add(new Observation(chain(words[1]), "0xb" + block + (canonical ? "" : "-old"), block, tx, 0, contract(words[1]),
                    amount(words[0], words[1]), moment(words[2].substring(1)), canonical, confirmedHere));
        }

        private static long chain(String asset) {
            return switch (asset) {
                case "op" -> 10;
                case "pol" -> 137;
                default -> 1;
            };
        }

        private static String contract(String asset) {
            return switch (asset) {
                case "usdc" -> USDC;
                case "dai" -> DAI;
                default -> null;
            };
        }

        private static BigInteger amount(String amount, String asset) {
            return units(amount, asset.equals("usdc") ? 6 : 18);
        }
    }
}
