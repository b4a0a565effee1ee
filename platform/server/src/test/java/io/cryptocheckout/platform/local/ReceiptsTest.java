package io.cryptocheckout.platform.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptsTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final String PAID = "{\"id\":\"evt_1\",\"type\":\"session.paid\",\"data\":{\"reference\":\"order-1\",\"status\":\"paid\"}}";

    @TempDir
    Path folder;

    @Test
    void what_came_is_still_shown_after_a_restart_even_when_the_last_line_was_cut_off() throws IOException {
        Path file = folder.resolve("webhooks.jsonl");
        new Receipts(file).add(AT, true, PAID);
        Files.writeString(file, "{\"at\":\"2026-01-01T00:0", StandardOpenOption.APPEND);
        Receipts later = new Receipts(file);
        assertThat(later.all()).singleElement().satisfies(receipt -> {
            assertThat(receipt.type()).isEqualTo("session.paid");
            assertThat(receipt.body()).isEqualTo(PAID);
            assertThat(receipt.at()).isEqualTo(AT);
        });
    }

    @Test
    void an_order_is_paid_by_a_verified_webhook_alone() {
        Receipts receipts = new Receipts(folder.resolve("webhooks.jsonl"));
        receipts.add(AT, false, PAID);
        assertThat(receipts.statusOf("order-1")).isNull();
        receipts.add(AT, true, PAID);
        assertThat(receipts.statusOf("order-1")).isEqualTo("paid");
        assertThat(receipts.statusOf("order-2")).isNull();
    }

    @Test
    void what_is_no_event_is_shown_as_such() {
        Receipts receipts = new Receipts(folder.resolve("webhooks.jsonl"));
        receipts.add(AT, false, "<html>");
        assertThat(receipts.all()).singleElement().satisfies(receipt -> assertThat(receipt.type()).isEqualTo("not an event"));
        assertThat(DemoPages.webhooks(receipts.all())).contains("&lt;html&gt;").doesNotContain("<html></pre>");
    }
}
