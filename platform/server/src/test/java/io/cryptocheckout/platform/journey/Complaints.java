package io.cryptocheckout.platform.journey;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the browser complained about: scripts that failed, and everything the page's security policy refused. */
final class Complaints {

    private final List<String> heard = new CopyOnWriteArrayList<>();

    static Complaints of(Page page) {
        Complaints complaints = new Complaints();
        page.onPageError(complaints.heard::add);
        page.onConsoleMessage(message -> {
            // A form that is answered with 400 shows what is wrong; that the browser counts it is no complaint of its own.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.heard.add(message.text());
            }
        });
        return complaints;
    }

    List<String> all() {
        return heard;
    }
}
