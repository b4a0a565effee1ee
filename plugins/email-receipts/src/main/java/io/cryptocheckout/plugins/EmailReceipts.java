package io.cryptocheckout.plugins;

import io.cryptocheckout.plugin.Block;
import io.cryptocheckout.plugin.Event;
import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Hooks;
import io.cryptocheckout.plugin.Plugin;
import io.cryptocheckout.plugin.Slot;
import io.cryptocheckout.plugin.Store;
import java.util.ArrayList;
import java.util.List;

/** Posts one receipt for each session, however often its events come. */
public final class EmailReceipts implements Plugin {
    private static final int REFERENCE_SHOWN = 60;

    @Override
    public void register(Hooks hooks) {
        hooks.on("session.paid", EmailReceipts::post).on("session.paid_late", EmailReceipts::post).slot(Slot.SESSION_PANEL,
                EmailReceipts::show);
    }

    private static void post(Event event, Store store) {
        String session = event.data().text("id").orElseThrow();
        if (store.storage().get(session).isPresent()) {
            return;
        }
        boolean posted = store.mail().toCustomer(session, subject(event.data(), store), text(event.data(), store));
        if (posted) {
            store.storage().put(session, store.now().toString());
            store.log("Receipt for " + session + " is on its way.");
        }
    }

    private static String subject(Facts session, Store store) {
        String subject = store.settings().text("subject").orElseThrow();
        return session.text("reference").map(reference -> subject + " " + shortened(reference)).orElse(subject);
    }

    private static String text(Facts session, Store store) {
        List<String> lines = new ArrayList<>();
        if (!store.livemode()) {
            lines.add("This is a test: no money was paid.");
            lines.add("");
        }
        lines.add("Thank you. Your payment to " + store.name() + " is complete.");
        lines.add("");
        session.text("reference").ifPresent(reference -> lines.add("Order: " + shortened(reference)));
        session.text("fiat.amount").ifPresent(amount -> lines.add("Amount: " + amount + " " + session.text("fiat.currency").orElse("")));
        for (Facts payment : session.list("payments")) {
            lines.add("Paid: " + payment.text("amount").orElse("") + " " + payment.text("asset").orElse(""));
            payment.text("txHash").ifPresent(hash -> lines.add("Transaction: " + hash));
        }
        session.text("paidAt").ifPresent(at -> lines.add("Completed: " + at + " (UTC)"));
        lines.add("Payment: " + session.text("id").orElseThrow());
        store.settings().text("closing").ifPresent(closing -> {
            lines.add("");
            lines.add(closing);
        });
        return String.join("\n", lines) + "\n";
    }

    private static List<Block> show(Facts session, Store store) {
        return session.text("id").flatMap(store.storage()::get).map(at -> List.of(Block.line("Receipt mailed", at))).orElse(List.of());
    }

    private static String shortened(String reference) {
        return reference.substring(0, Math.min(reference.length(), REFERENCE_SHOWN));
    }
}
