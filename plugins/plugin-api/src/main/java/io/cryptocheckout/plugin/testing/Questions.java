package io.cryptocheckout.plugin.testing;

import io.cryptocheckout.plugin.Http;
import io.cryptocheckout.plugin.Mail;
import io.cryptocheckout.plugin.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts what a plugin asks the platform for during one call: one that asks too much would be ended there. */
final class Questions {
    private final int most;
    private int asked;

    Questions(int most) {
        this.most = most;
    }

    synchronized void count() {
        asked++;
        if (asked > most) {
            throw new IllegalStateException("The plugin asked the platform more than " + most + " times in one call, and would be ended");
        }
    }

    Mail counted(Mail mail) {
        return (sessionId, subject, text) -> {
            count();
            return mail.toCustomer(sessionId, subject, text);
        };
    }

    Http counted(Http http) {
        return new Http() {
            @Override
            public Response get(String url) throws IOException {
                count();
                return http.get(url);
            }

            @Override
            public Response post(String url, Map<String, String> headers, String body) throws IOException {
                count();
                return http.post(url, headers, body);
            }
        };
    }

    Storage counted(Storage storage) {
        return new Storage() {
            @Override
            public Optional<String> get(String key) {
                count();
                return storage.get(key);
            }

            @Override
            public void put(String key, String value) {
                count();
                storage.put(key, value);
            }

            @Override
            public boolean putIfAbsent(String key, String value) {
                count();
                return storage.putIfAbsent(key, value);
            }

            @Override
            public void delete(String key) {
                count();
                storage.delete(key);
            }

            @Override
            public List<String> keys(String prefix) {
                count();
                return storage.keys(prefix);
            }
        };
    }
}
