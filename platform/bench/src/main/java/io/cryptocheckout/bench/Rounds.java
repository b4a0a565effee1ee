package io.cryptocheckout.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Interleaved rounds of two contenders (A B, B A, A B …), so that a noisy neighbour disturbs both alike, and the ratio of each round.
 */
final class Rounds {

    /** Something that is measured once per round and answers a figure in its own unit. */
    @FunctionalInterface
    interface Contender {
        double measure(int round) throws Exception;
    }

    private final List<Double> ours = new ArrayList<>();
    private final List<Double> peers = new ArrayList<>();

    static Rounds interleaved(int rounds, Contender ours, Contender peer) throws Exception {
        Rounds result = new Rounds();
        for (int round = 0; round < rounds; round++) {
            if (round % 2 == 0) {
                result.add(ours.measure(round), peer.measure(round));
            } else {
                double peers = peer.measure(round);
                result.add(ours.measure(round), peers);
            }
        }
        return result;
    }

    void add(double ours, double peer) {
        this.ours.add(ours);
        peers.add(peer);
    }

    double oursMedian() {
        return median(ours);
    }

    double peerMedian() {
        return median(peers);
    }

    /** The median of the rounds' ratios with the lowest and the highest, for example {@code 0.82 (0.78 .. 0.90)}. */
    String ratio() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / peers.get(i));
        }
        return String.format(Locale.ROOT, "%.2f (%.2f .. %.2f)", median(ratios), Collections.min(ratios), Collections.max(ratios));
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The value below which the given share (0 to 1) of the values lies. */
    static double percentile(List<Double> values, double share) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(Math.ceil(share * sorted.size())) - 1));
    }
}
