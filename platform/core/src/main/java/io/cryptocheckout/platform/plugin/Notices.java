package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.plugin.Facts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Text for people about events, from what stands in their payload. */
final class Notices {
    private static final Map<String, String> SUBJECTS = Map.ofEntries(Map.entry("session.created", "A payment was started"),
            Map.entry("session.detected", "A payment was seen"), Map.entry("session.paid", "A payment was completed"),
            Map.entry("session.paid_late", "A payment was completed late"), Map.entry("session.underpaid", "A payment is incomplete"),
            Map.entry("session.overpaid", "A payment was higher than asked"), Map.entry("session.expired", "A payment expired"),
            Map.entry("session.failed", "A payment failed"), Map.entry("session.canceled", "A payment was canceled"),
            Map.entry("session.reverted", "A payment was taken back by the network"),
            Map.entry("funds.unmatched", "Money arrived that belongs to no payment"), Map.entry("app.connected", "An app was connected"),
            Map.entry("app.disconnected", "An app was disconnected"));

    private final String publicUrl;

    Notices(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** The value of a notice: the event, a subject, a text and a link. */
    Map<String, Object> of(Facts event) {
        String type = event.text("type").orElse("");
        String mode = Boolean.TRUE.equals(event.values().get("livemode")) ? "" : " (test)";
        String subject = SUBJECTS.getOrDefault(type, type) + amount(event).map(amount -> ": " + amount).orElse("") + mode;
        return Map.of("event", event.values(), "subject", subject, "text", text(event, type), "link", link(type, event));
    }

    private static Optional<String> amount(Facts event) {
        return event.text("data.fiat.amount").map(amount -> amount + " " + event.text("data.fiat.currency").orElse(""));
    }

    private static String text(Facts event, String type) {
        Map<String, String> lines = new LinkedHashMap<>();
        event.text("data.reference").ifPresent(reference -> lines.put("Reference", reference));
        event.text("data.status").ifPresent(status -> lines.put("Status", status.replace('_', ' ')));
        if (type.startsWith("session.")) {
            event.text("data.amountReceived")
                    .ifPresent(received -> lines.put("Received", received + " " + event.text("data.fiat.currency").orElse("")));
        }
        event.text("data.id").ifPresent(id -> lines.put("Id", id));
        StringBuilder text = new StringBuilder();
        lines.forEach((label, value) -> text.append(text.isEmpty() ? "" : "\n").append(label).append(": ").append(value));
        return text.toString();
    }

    private String link(String type, Facts event) {
        Optional<String> id = event.text("data.id").filter(text -> type.startsWith("session."));
        return publicUrl + id.map(session -> "/dashboard/payments/" + session)
                .orElse(type.startsWith("funds.") ? "/dashboard/funds" : "/dashboard");
    }
}
