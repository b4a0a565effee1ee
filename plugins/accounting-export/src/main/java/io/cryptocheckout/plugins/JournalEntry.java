package io.cryptocheckout.plugins;

import io.cryptocheckout.plugin.Event;
import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One line of a journal, by column. Amounts are decimals as the platform wrote them; nothing is calculated here. */
record JournalEntry(Map<String, String> columns) {
    private static final String SPACE = " ";

    static JournalEntry of(Event event) {
        Facts session = event.data();
        List<Facts> payments = session.list("payments");
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("at", event.createdAt().toString());
        columns.put("event", event.id());
        columns.put("type", event.type());
        columns.put("session", session.text("id").orElse(""));
        columns.put("reference", session.text("reference").orElse(""));
        columns.put("currency", session.text("fiat.currency").orElse(""));
        columns.put("amount", session.text("fiat.amount").orElse(""));
        columns.put("amount_received", session.text("amountReceived").orElse(""));
        columns.put("rate", session.text("rate.value").orElse(""));
        columns.put("paid", all(payments, "amount"));
        columns.put("assets", all(payments, "asset"));
        columns.put("chain_ids", all(payments, "chainId"));
        columns.put("transactions", all(payments, "txHash"));
        return new JournalEntry(columns);
    }

    private static String all(List<Facts> payments, String name) {
        return payments.stream().map(payment -> payment.text(name).orElse("-")).collect(Collectors.joining(SPACE));
    }

    /** As it is kept until its day is bound. */
    String text() {
        return Json.write(columns);
    }

    static JournalEntry parse(String text) {
        Map<String, String> columns = new LinkedHashMap<>();
        Json.object(text).values().forEach((name, value) -> columns.put(name, String.valueOf(value)));
        return new JournalEntry(columns);
    }

    static String json(List<JournalEntry> entries) {
        return Json.write(entries.stream().map(JournalEntry::columns).toList());
    }

    /** RFC 4180, with a heading. */
    static String csv(List<JournalEntry> entries) {
        String heading = String.join(",", entries.getFirst().columns().keySet());
        return entries.stream().map(entry -> entry.columns().values().stream().map(JournalEntry::cell).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", heading + "\r\n", "\r\n"));
    }

    /** A spreadsheet takes text that begins so for a formula; an apostrophe in front makes it text again. */
    private static String cell(String value) {
        String safe = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
