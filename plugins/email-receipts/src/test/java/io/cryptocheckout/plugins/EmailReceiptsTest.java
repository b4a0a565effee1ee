package io.cryptocheckout.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.plugin.Block;
import io.cryptocheckout.plugin.Slot;
import io.cryptocheckout.plugin.testing.PluginTester;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmailReceiptsTest {
    private static final Map<String, Object> SESSION = Map.of("id", "cs_1", "reference", "1001", "fiat",
            Map.of("amount", "49.99", "currency", "EUR"), "paidAt", "2026-11-20T10:00:00.000Z", "payments",
            List.of(Map.of("amount", "0.02", "asset", "ETH", "txHash", "0xab")));

    private final PluginTester tester = PluginTester.of(new EmailReceipts()).live().at(Instant.parse("2026-11-20T10:00:05Z"));

    @Test
    void aReceiptSaysWhatWasPaidForWhat() throws Exception {
        tester.setting("closing", "Questions? shop@example.com").happens("session.paid", SESSION);

        assertThat(tester.mails()).singleElement().satisfies(mail -> {
            assertThat(mail.sessionId()).isEqualTo("cs_1");
            assertThat(mail.subject()).isEqualTo("Your receipt 1001");
            assertThat(mail.text()).isEqualTo("""
                    Thank you. Your payment to Example store is complete.

                    Order: 1001
                    Amount: 49.99 EUR
                    Paid: 0.02 ETH
                    Transaction: 0xab
                    Completed: 2026-11-20T10:00:00.000Z (UTC)
                    Payment: cs_1

                    Questions? shop@example.com
                    """);
        });
    }

    @Test
    void aSessionGetsOneHoweverOftenItIsPaid() throws Exception {
        tester.happens("session.paid", SESSION).happensAgain("session.paid", SESSION).setting("subject", "Thanks")
                .happens("session.paid_late", SESSION);

        assertThat(tester.mails()).hasSize(1);
    }

    @Test
    void aTestPaymentIsCalledOne() throws Exception {
        PluginTester test = PluginTester.of(new EmailReceipts()).happens("session.paid", SESSION);

        assertThat(test.mails().getFirst().text()).startsWith("This is a test: no money was paid.\n\nThank you.");
    }

    @Test
    void thePanelSaysWhenItWasMailed() throws Exception {
        assertThat(tester.show(Slot.SESSION_PANEL, SESSION)).isEmpty();

        tester.happens("session.paid", SESSION);

        assertThat(tester.show(Slot.SESSION_PANEL, SESSION)).containsExactly(Block.line("Receipt mailed", "2026-11-20T10:00:05Z"));
    }

    @Test
    void withoutAnAddressNothingIsMailedAndNothingSaid() throws Exception {
        tester.withoutAddress("cs_1").happens("session.paid", SESSION);

        assertThat(tester.mails()).isEmpty();
        assertThat(tester.show(Slot.SESSION_PANEL, SESSION)).isEmpty();
    }

    @Test
    void aLongReferenceIsCut() throws Exception {
        tester.happens("session.paid", Map.of("id", "cs_2", "reference", "r".repeat(200)));

        assertThat(tester.mails().getFirst().subject()).isEqualTo("Your receipt " + "r".repeat(60));
    }
}
