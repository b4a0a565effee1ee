package com.example;

import io.cryptocheckout.plugin.Block;
import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.Slot;
import io.cryptocheckout.plugin.testing.PluginTester;
import java.util.List;
import java.util.Map;

/** Runs without any test library; use yours if you have one. */
public final class HelloPluginTest {

    public static void main(String[] none) throws Exception {
        PluginTester tester = PluginTester.of(new HelloPlugin()).setting("greeting", "Welcome");

        List<Block> blocks = tester.filter(Filter.CHECKOUT_BLOCKS, List.of(), Map.of("id", "cs_1"));
        expect(List.of(Block.text("Welcome", "You are paying Example store.")), blocks);

        tester.happens("session.paid", Map.of("id", "cs_1")).happensAgain("session.paid", Map.of("id", "cs_1"));
        expect(List.of(Block.line("Paid orders", "1")), tester.show(Slot.SETTINGS_PAGE, Map.of()));
        System.out.println("HelloPluginTest: all is as expected");
    }

    private static void expect(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("Expected " + expected + " but got " + actual);
        }
    }
}
