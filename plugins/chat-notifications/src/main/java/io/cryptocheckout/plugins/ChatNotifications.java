package io.cryptocheckout.plugins;

import io.cryptocheckout.plugin.Hooks;
import io.cryptocheckout.plugin.Http;
import io.cryptocheckout.plugin.Json;
import io.cryptocheckout.plugin.Notice;
import io.cryptocheckout.plugin.Plugin;
import io.cryptocheckout.plugin.Settings;
import io.cryptocheckout.plugin.Store;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Posts notices to an incoming webhook of a chat service. What the service does not take is tried again on the platform's schedule. */
public final class ChatNotifications implements Plugin {
    private static final Set<String> PAYMENTS = Set.of("session.paid", "session.paid_late", "session.overpaid");
    private static final Set<String> PROBLEMS = Set.of("session.paid_late", "session.underpaid", "session.overpaid", "session.failed",
            "session.reverted", "funds.unmatched");
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    @Override
    public void register(Hooks hooks) {
        hooks.notices(ChatNotifications::send);
    }

    private static void send(Notice notice, Store store) throws IOException {
        Settings settings = store.settings();
        if (!isWanted(notice.event().type(), settings.text("tell").orElseThrow())) {
            return;
        }
        String service = settings.text("service").orElseThrow();
        Http.Response answer = store.http().post(settings.text("url").orElseThrow(), JSON, Json.write(message(service, notice, store)));
        if (!answer.isSuccess()) {
            throw new IOException("The chat service answered " + answer.status() + ".");
        }
        store.log("Told " + service + ": " + notice.subject());
    }

    private static boolean isWanted(String type, String tell) {
        return switch (tell) {
            case "payments" -> PAYMENTS.contains(type);
            case "problems" -> PROBLEMS.contains(type);
            default -> true;
        };
    }

    private static Map<String, Object> message(String service, Notice notice, Store store) {
        String where = store.livemode() ? store.name() : store.name() + " (test)";
        String text = where + ": " + notice.subject() + "\n" + notice.text() + "\n" + notice.link();
        return switch (service) {
            // A customer's or merchant's text must neither address everybody nor become a link with another face.
            case "discord" -> Map.of("content", text, "allowed_mentions", Map.of("parse", List.of()));
            case "telegram" -> Map.of("chat_id", store.settings().text("chat").orElse(""), "text", text);
            default -> Map.of("text", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        };
    }
}
