package io.cryptocheckout.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.plugin.Block;
import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Json;
import io.cryptocheckout.plugin.Slot;
import io.cryptocheckout.plugin.testing.PluginTester;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AccountingExportTest {
    private static final Instant EVENING = Instant.parse("2026-11-20T23:59:59Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final PluginTester tester = PluginTester.of(new AccountingExport()).at(EVENING);

    @Test
    void aDayIsBoundAfterMidnightAndOffered() throws Exception {
        tester.happens("session.paid", session("cs_1", "1001")).scheduled();
        assertThat(tester.storage().keys("journal/")).isEmpty();
        assertThat(tester.show(Slot.DASHBOARD_TILE, Map.of())).containsExactly(Block.line("In today's journal", "1"));

        tester.advance(SECOND).scheduled();

        assertThat(tester.storage().get("journal/2026-11-20-1.csv")).contains("""
                at,event,type,session,reference,currency,amount,amount_received,rate,paid,assets,chain_ids,transactions\r
                "2026-11-20T23:59:59Z","evt_1","session.paid","cs_1","1001","EUR","49.99","49.99","2500","0.02","ETH","1","0xab"\r
                """);
        assertThat(tester.storage().keys("entry/")).isEmpty();
        assertThat(tester.show(Slot.SETTINGS_PAGE, Map.of()))
                .containsExactly(Block.download("2026-11-20-1.csv", "journal/2026-11-20-1.csv"));
        assertThat(tester.show(Slot.DASHBOARD_TILE, Map.of())).containsExactly(Block.line("In today's journal", "0"));
    }

    @Test
    void anEventThatComesTwiceIsOneEntry() throws Exception {
        tester.setting("format", "json").happens("session.paid", session("cs_1", "1")).happensAgain("session.paid", session("cs_1", "1"))
                .advance(SECOND).scheduled();

        assertThat((List<?>) Json.read(tester.storage().get("journal/2026-11-20-1.json").orElseThrow())).hasSize(1);
    }

    @Test
    void aBoundJournalNeverChangesAndWhatIsLateStandsInAFurtherPart() throws Exception {
        tester.happens("session.paid", session("cs_1", "1")).advance(SECOND).scheduled();
        String first = tester.storage().get("journal/2026-11-20-1.csv").orElseThrow();

        tester.at(EVENING).happens("session.paid_late", session("cs_2", "2")).advance(SECOND).scheduled();

        assertThat(tester.storage().get("journal/2026-11-20-1.csv")).contains(first);
        assertThat(tester.storage().get("journal/2026-11-20-2.csv").orElseThrow()).contains("cs_2").doesNotContain("cs_1");
    }

    @Test
    void aProcessThatEndedWhileItBoundLosesAndDoublesNothing() throws Exception {
        tester.happens("session.paid", session("cs_1", "1"));
        String key = tester.storage().keys("entry/").getFirst();
        String entry = tester.storage().get(key).orElseThrow();
        tester.advance(SECOND).scheduled();
        // As if it had ended before the entries and the mark were deleted.
        tester.storage().put(key, entry);
        tester.storage().put("bound/" + key.substring("entry/".length()), "journal/2026-11-20-1.csv");

        tester.scheduled();

        assertThat(tester.storage().keys("journal/")).containsExactly("journal/2026-11-20-1.csv");
        assertThat(tester.storage().keys("entry/")).isEmpty();
        assertThat(tester.storage().keys("bound/")).isEmpty();
    }

    @Test
    void aBusyDayHasSeveralPartsAndEveryEntryOnce() throws Exception {
        for (int i = 0; i < 1201; i++) {
            tester.happens("session.paid", session("cs_" + i, "r" + i));
        }
        tester.setting("format", "json").advance(SECOND).scheduled();

        List<String> sessions = tester.storage().keys("journal/").stream().map(key -> tester.storage().get(key).orElseThrow())
                .flatMap(text -> ((List<?>) Json.read(text)).stream())
                .map(entry -> Facts.of((Map<?, ?>) entry).text("session").orElseThrow())
                .toList();
        assertThat(tester.storage().keys("journal/")).hasSize(3);
        assertThat(sessions).hasSize(1201).doesNotHaveDuplicates();
    }

    @Test
    void aReferenceCannotBecomeAFormula() throws Exception {
        tester.happens("session.paid", session("cs_1", "=HYPERLINK(\"http://evil.example\")")).advance(SECOND).scheduled();

        assertThat(tester.storage().get("journal/2026-11-20-1.csv").orElseThrow())
                .contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"");
    }

    @Test
    void oldJournalsAreForgotten() throws Exception {
        tester.setting("keep", "30").happens("session.paid", session("cs_1", "1")).advance(SECOND).scheduled();
        tester.advance(Duration.ofDays(29)).scheduled();
        assertThat(tester.storage().keys("journal/")).hasSize(1);

        tester.advance(Duration.ofDays(2)).scheduled();

        assertThat(tester.storage().keys("journal/")).isEmpty();
    }

    @Test
    void severalPaymentsStandInOneLine() throws Exception {
        Map<String, Object> session = Map.of("id", "cs_1", "payments",
                List.of(Map.of("amount", "0.01", "asset", "ETH", "chainId", 1L), Map.of("amount", "5", "asset", "USDC", "chainId", 8453L)));
        tester.setting("format", "json").happens("session.overpaid", session).advance(SECOND).scheduled();

        Map<?, ?> entry = (Map<?, ?>) ((List<?>) Json.read(tester.storage().get("journal/2026-11-20-1.json").orElseThrow())).getFirst();
        assertThat(List.of("paid", "assets", "chain_ids", "transactions").stream().map(entry::get).map(String::valueOf)
                .collect(Collectors.joining("|"))).isEqualTo("0.01 5|ETH USDC|1 8453|- -");
    }

    @Test
    void beforeTheFirstJournalThePageSaysWhenItComes() throws Exception {
        assertThat(tester.show(Slot.SETTINGS_PAGE, Map.of())).singleElement()
                .satisfies(block -> assertThat(block.text()).contains("after midnight"));
    }

    private static Map<String, Object> session(String id, String reference) {
        return Map.of("id", id, "reference", reference, "fiat", Map.of("amount", "49.99", "currency", "EUR"), "amountReceived", "49.99",
                "rate", Map.of("value", "2500"), "payments",
                List.of(Map.of("amount", "0.02", "asset", "ETH", "chainId", 1L, "txHash", "0xab")));
    }
}
