package io.cryptocheckout.bench;

import java.util.ArrayList;
import java.util.List;

/** The table that a run prints: one row per goal, in the form in which {@code docs/performance.md} keeps it. */
final class Report {

    private final List<String> rows = new ArrayList<>();

    /** Adds a row: the goal's number, what was measured, the ratio, and the figures behind it. */
    void row(String goal, String what, String ratio, String figures) {
        String row = "| " + goal + " | " + what + " | " + ratio + " | " + figures + " |";
        rows.add(row);
        System.out.println(row);
    }

    void print(String machine) {
        System.out.println();
        System.out.println(machine);
        System.out.println();
        System.out.println("| # | measured | ratio: median (min .. max) | figures |");
        System.out.println("|---|---|---|---|");
        rows.forEach(System.out::println);
    }
}
