package io.cryptocheckout.plugin.runner;

import io.cryptocheckout.plugin.Http;
import io.cryptocheckout.plugin.Mail;
import io.cryptocheckout.plugin.Refused;
import io.cryptocheckout.plugin.Settings;
import io.cryptocheckout.plugin.Storage;
import io.cryptocheckout.plugin.Store;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The store of one call, as the platform described it; everything else is asked. */
final class AskedStore implements Store {
    private final Map<?, ?> facts;
    private final OpenCall call;

    AskedStore(Map<?, ?> facts, OpenCall call) {
        this.facts = facts;
        this.call = call;
    }

    @Override
    public String id() {
        return (String) facts.get("id");
    }

    @Override
    public String name() {
        return (String) facts.get("name");
    }

    @Override
    public boolean livemode() {
        return (Boolean) facts.get("livemode");
    }

    @Override
    public Instant now() {
        return Instant.parse((String) facts.get("now"));
    }

    @Override
    public Settings settings() {
        Map<String, String> values = new HashMap<>();
        ((Map<?, ?>) facts.get("settings")).forEach((name, value) -> values.put((String) name, (String) value));
        return new Settings(values);
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public Http http() {
        return http;
    }

    @Override
    public Mail mail() {
        return (sessionId, subject, text) -> (Boolean) ask("mail", sessionId, subject, text);
    }

    @Override
    public void log(String line) {
        ask("log", line);
    }

    private Object ask(String what, Object... arguments) {
        try {
            return call.ask(what, arguments);
        } catch (IOException e) {
            throw new Refused(e.getMessage());
        }
    }

    private final Storage storage = new Storage() {

        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable((String) ask("storage.get", key));
        }

        @Override
        public void put(String key, String value) {
            ask("storage.put", key, value);
        }

        @Override
        public boolean putIfAbsent(String key, String value) {
            return (Boolean) ask("storage.putIfAbsent", key, value);
        }

        @Override
        public void delete(String key) {
            ask("storage.delete", key);
        }

        @Override
        public List<String> keys(String prefix) {
            return ((List<?>) ask("storage.keys", prefix)).stream().map(String.class::cast).toList();
        }
    };

    private final Http http = new Http() {

        @Override
        public Response get(String url) throws IOException {
            return response(call.ask("http.get", url));
        }

        @Override
        public Response post(String url, Map<String, String> headers, String body) throws IOException {
            return response(call.ask("http.post", url, headers, body));
        }

        private Response response(Object plain) {
            Map<?, ?> map = (Map<?, ?>) plain;
            return new Response(((Long) map.get("status")).intValue(), (String) map.get("body"));
        }
    };
}
