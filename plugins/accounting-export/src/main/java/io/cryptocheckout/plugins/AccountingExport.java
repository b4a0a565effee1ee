package io.cryptocheckout.plugins;

import io.cryptocheckout.plugin.Block;
import io.cryptocheckout.plugin.Event;
import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Hooks;
import io.cryptocheckout.plugin.Plugin;
import io.cryptocheckout.plugin.Slot;
import io.cryptocheckout.plugin.Storage;
import io.cryptocheckout.plugin.Store;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Keeps an entry for each event under {@code entry/<day>/<event>}, and binds those of past days into {@code journal/<day>-<part>}. An event
 * that comes twice has one entry, and a journal that is written twice, because the process ended in between, has the same content.
 */
public final class AccountingExport implements Plugin {
    private static final String ENTRIES = "entry/";
    private static final String JOURNALS = "journal/";
    private static final int ENTRIES_IN_A_PART = 500;
    private static final int JOURNALS_SHOWN = 20;

    @Override
    public void register(Hooks hooks) {
        for (String type : List.of("session.paid", "session.paid_late", "session.overpaid", "session.reverted")) {
            hooks.on(type, AccountingExport::enter);
        }
        hooks.scheduled(AccountingExport::bind).slot(Slot.DASHBOARD_TILE, AccountingExport::tile).slot(Slot.SETTINGS_PAGE,
                AccountingExport::downloads);
    }

    private static void enter(Event event, Store store) {
        store.storage().put(ENTRIES + day(event.createdAt()) + "/" + event.id(), JournalEntry.of(event).text());
    }

    private static void bind(Store store) {
        Storage storage = store.storage();
        String today = ENTRIES + day(store.now());
        List<String> waiting = storage.keys(ENTRIES);
        while (!waiting.isEmpty() && waiting.getFirst().compareTo(today) < 0) {
            String day = waiting.getFirst().substring(ENTRIES.length(), waiting.getFirst().lastIndexOf('/'));
            List<String> part = storage.keys(ENTRIES + day + "/").stream().limit(ENTRIES_IN_A_PART).toList();
            write(store, day, part);
            part.forEach(storage::delete);
            waiting = storage.keys(ENTRIES);
        }
        forget(store);
    }

    /** The first entry names the part, so that a second writing of the same entries finds the first. */
    private static void write(Store store, String day, List<String> keys) {
        Storage storage = store.storage();
        String mark = "bound/" + keys.getFirst().substring(ENTRIES.length());
        String format = store.settings().text("format").orElseThrow();
        storage.putIfAbsent(mark, JOURNALS + day + "-" + (storage.keys(JOURNALS + day + "-").size() + 1) + "." + format);
        List<JournalEntry> entries = keys.stream().flatMap(key -> storage.get(key).stream()).map(JournalEntry::parse).toList();
        String name = storage.get(mark).orElseThrow();
        storage.put(name, name.endsWith(".json") ? JournalEntry.json(entries) : JournalEntry.csv(entries));
        storage.delete(mark);
        store.log("Journal " + name.substring(JOURNALS.length()) + " has " + entries.size() + " entries.");
    }

    private static void forget(Store store) {
        BigDecimal keep = store.settings().number("keep").orElseThrow();
        String oldest = JOURNALS + day(store.now()).minusDays(keep.max(BigDecimal.ONE).min(BigDecimal.valueOf(36_500)).longValue());
        store.storage().keys(JOURNALS).stream().filter(key -> key.compareTo(oldest) < 0).forEach(store.storage()::delete);
    }

    private static List<Block> tile(Facts none, Store store) {
        int waiting = store.storage().keys(ENTRIES + day(store.now()) + "/").size();
        return List.of(Block.line("In today's journal", waiting < Storage.KEYS_LIMIT ? waiting + "" : waiting + " or more"));
    }

    private static List<Block> downloads(Facts none, Store store) {
        List<String> journals = store.storage().keys(JOURNALS);
        if (journals.isEmpty()) {
            return List.of(
                    Block.text("Journals", "The first one is written in the hour after midnight, UTC, if there was a payment that day."));
        }
        return journals.reversed().stream().limit(JOURNALS_SHOWN).map(key -> Block.download(key.substring(JOURNALS.length()), key))
                .toList();
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
