package io.cryptocheckout.platform.local;

import io.cryptocheckout.devkit.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The webhooks that came to the demo shop, newest last, kept in a file so that a restart forgets none of the last ones. */
final class Receipts {

    private static final int KEPT = 500;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final List<Receipt> receipts = new ArrayList<>();

    Receipts(Path file) {
        this.file = file;
        try {
            if (!Files.exists(file)) {
                OwnerOnly.write(file, "");
            }
            List<String> lines = Files.readAllLines(file);
            for (String line : lines.subList(Math.max(0, lines.size() - KEPT), lines.size())) {
                readInto(receipts, line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One delivery that came.
     *
     * @param verified
     *            whether its signature fitted the endpoint's secret
     * @param reference
     *            the order it is about, null where it names none
     */
    record Receipt(Instant at, boolean verified, String id, String type, @Nullable String reference, @Nullable String status,
            String body) {}

    synchronized Receipt add(Instant at, boolean verified, String body) {
        Receipt receipt = read(at, verified, body);
        receipts.add(receipt);
        if (receipts.size() > KEPT) {
            receipts.removeFirst();
        }
        try {
            Files.writeString(file, JSON.writeValueAsString(new Line(at.toString(), verified, body)) + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return receipt;
    }

    /** The newest first. */
    synchronized List<Receipt> all() {
        return List.copyOf(receipts).reversed();
    }

    /** The last status that a verified webhook told of the order; null where none came yet. */
    @Nullable
    String statusOf(String reference) {
        return all().stream().filter(Receipt::verified).filter(receipt -> reference.equals(receipt.reference()) && receipt.status() != null)
                .map(Receipt::status).findFirst().orElse(null);
    }

    private record Line(String at, boolean verified, String body) {}

    private static void readInto(List<Receipt> receipts, String line) {
        try {
            Line kept = JSON.readValue(line, Line.class);
            receipts.add(read(Instant.parse(kept.at()), kept.verified(), kept.body()));
        } catch (JacksonException halfWritten) {
            // A kill in the middle of a write leaves half a line; the platform will send that webhook again.
        }
    }

    private static Receipt read(Instant at, boolean verified, String body) {
        JsonNode event;
        try {
            event = JSON.readTree(body);
        } catch (JacksonException e) {
            event = JSON.createObjectNode();
        }
        JsonNode data = event.path("data");
        return new Receipt(at, verified, text(event.path("id"), "-"), text(event.path("type"), "not an event"),
                data.path("reference").stringValue(null), data.path("status").stringValue(null), body);
    }

    private static String text(JsonNode node, String otherwise) {
        String value = node.stringValue(null);
        return value == null ? otherwise : value;
    }
}
