package io.cryptocheckout.plugin.testing;

import io.cryptocheckout.plugin.Block;
import io.cryptocheckout.plugin.Event;
import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.Hooks;
import io.cryptocheckout.plugin.Http;
import io.cryptocheckout.plugin.Mail;
import io.cryptocheckout.plugin.Manifest;
import io.cryptocheckout.plugin.Notice;
import io.cryptocheckout.plugin.Plugin;
import io.cryptocheckout.plugin.Rate;
import io.cryptocheckout.plugin.Settings;
import io.cryptocheckout.plugin.Setting;
import io.cryptocheckout.plugin.Slot;
import io.cryptocheckout.plugin.Storage;
import io.cryptocheckout.plugin.Store;
import io.cryptocheckout.plugin.runner.Registration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a plugin against one fake store, with a clock that the test moves. It holds the plugin to its manifest, to the limits of
 * {@link Storage} and {@link Http} and to the checks of filters as the platform does, but in the test's own process and without time limits.
 */
public final class PluginTester {
    private final Manifest manifest;
    private final Registration plugin;
    private final FakeStorage storage = new FakeStorage();
    private final FakeHttp http;
    private final Map<String, String> filledIn = new HashMap<>();
    private final List<Mailed> mails = new ArrayList<>();
    private final Set<String> withoutAddress = new HashSet<>();
    private final List<String> log = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private boolean livemode;
    private int events;

    /** A request that the plugin made. */
    public record Request(String method, String url, Map<String, String> headers, String body) {}

    /** A mail that the plugin posted. */
    public record Mailed(String sessionId, String subject, String text) {}

    private PluginTester(Plugin plugin, Manifest manifest) {
        this.manifest = manifest;
        this.plugin = Registration.of(plugin, manifest);
        this.http = new FakeHttp(address -> manifest.allows(address, settings()));
    }

    /**
     * Registers the plugin and reads its manifest from where its class came from.
     *
     * @throws IllegalArgumentException
     *             where the manifest is missing or malformed, names another class, or differs from what the plugin registers
     */
    public static PluginTester of(Plugin plugin) {
        try (InputStream in = plugin.getClass().getClassLoader().getResourceAsStream(Manifest.PATH)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no " + Manifest.PATH + " on the class path");
            }
            Manifest manifest = Manifest.read(in);
            if (!manifest.main().equals(plugin.getClass().getName())) {
                throw new IllegalArgumentException("main: the manifest names " + manifest.main());
            }
            return new PluginTester(plugin, manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills in a setting, as the merchant would; a value that the schema refuses is refused here too. */
    public PluginTester setting(String name, String value) {
        Setting setting = manifest.setting(name).orElseThrow(() -> new IllegalArgumentException("There is no setting " + name));
        setting.trouble(value).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        filledIn.put(name, value);
        return this;
    }

    /** The store is a live one from now on. */
    public PluginTester live() {
        livemode = true;
        return this;
    }

    public PluginTester at(Instant time) {
        now = time;
        return this;
    }

    public PluginTester advance(Duration by) {
        now = now.plus(by);
        return this;
    }

    /** What is answered to requests whose URL begins so; nothing else is reached. */
    public PluginTester answers(String beginning, int status, String body) {
        http.answer(beginning, new Http.Response(status, body));
        return this;
    }

    /** The session has no customer's address. */
    public PluginTester withoutAddress(String sessionId) {
        withoutAddress.add(sessionId);
        return this;
    }

    /** Something happens to an object, which looks as in the REST API. */
    public PluginTester happens(String type, Map<String, Object> data) throws Exception {
        run(event(type, data));
        return this;
    }

    /** The same event once more, as after an attempt whose end the platform did not see. */
    public PluginTester happensAgain(String type, Map<String, Object> data) throws Exception {
        events--;
        return happens(type, data);
    }

    /** A notice about an event. */
    public PluginTester notice(String type, String subject, String text) throws Exception {
        if (!manifest.notices().contains(type)) {
            throw new IllegalArgumentException("The manifest declares no notices of " + type);
        }
        Notice notice = new Notice(event(type, Map.of()), subject, text, "https://pay.example/dashboard/payments/cs_1");
        plugin.notifier().orElseThrow().send(notice, new FakeStore(Store.ASK_LIMIT));
        return this;
    }

    /** The time of scheduled work has come. */
    public PluginTester scheduled() throws Exception {
        plugin.task().orElseThrow(() -> new IllegalArgumentException("The plugin schedules nothing"))
                .run(new FakeStore(Store.TASK_ASK_LIMIT));
        return this;
    }

    /** What becomes of a value; it travels as it would to another process. */
    public <V> V filter(Filter<V> point, V value, Map<String, Object> about) throws Exception {
        Hooks.Change<V> change = plugin.change(point).orElseThrow(() -> new IllegalArgumentException("The plugin has no filter " + point));
        return point.ofPlain(
                point.toPlain(change.apply(point.ofPlain(point.toPlain(value)), new Facts(about), new FakeStore(Store.ASK_LIMIT))));
    }

    /** What the source says an asset costs. */
    public Optional<Rate> price(String asset, String currency) throws Exception {
        return plugin.prices().orElseThrow(() -> new IllegalArgumentException("The plugin is no source of prices")).read(asset, currency,
                new FakeStore(Store.ASK_LIMIT));
    }

    /** What the plugin shows in a place. */
    public List<Block> show(Slot place, Map<String, Object> about) throws Exception {
        return plugin.view(place).orElseThrow(() -> new IllegalArgumentException("The plugin shows nothing there")).show(new Facts(about),
                new FakeStore(Store.ASK_LIMIT));
    }

    public Storage storage() {
        return storage;
    }

    public List<Request> requests() {
        return http.requests();
    }

    public List<Mailed> mails() {
        return List.copyOf(mails);
    }

    public List<String> log() {
        return List.copyOf(log);
    }

    private Event event(String type, Map<String, Object> data) {
        events++;
        return new Event("evt_" + events, type, now, new Facts(data));
    }

    private void run(Event event) throws Exception {
        plugin.action(event.type()).orElseThrow(() -> new IllegalArgumentException("The plugin does not act on " + event.type()))
                .run(event, new FakeStore(Store.ASK_LIMIT));
    }

    private Settings settings() {
        return manifest.settings(filledIn);
    }

    /** The store of one call. */
    private final class FakeStore implements Store {
        private final Questions questions;

        private FakeStore(int most) {
            questions = new Questions(most);
        }

        @Override
        public String id() {
            return "store_1";
        }

        @Override
        public String name() {
            return "Example store";
        }

        @Override
        public boolean livemode() {
            return livemode;
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Settings settings() {
            return PluginTester.this.settings();
        }

        @Override
        public Storage storage() {
            return questions.counted(storage);
        }

        @Override
        public Http http() {
            return questions.counted(http);
        }

        @Override
        public Mail mail() {
            return questions.counted(PluginTester.this::mail);
        }

        @Override
        public void log(String line) {
            questions.count();
            log.add(line);
        }
    }

    private boolean mail(String sessionId, String subject, String text) {
        if (!manifest.mail()) {
            throw new IllegalArgumentException("The manifest does not declare mail=customer");
        }
        boolean posted = mails.stream().anyMatch(mail -> mail.sessionId().equals(sessionId) && mail.subject().equals(subject));
        return !posted && !withoutAddress.contains(sessionId) && mails.add(new Mailed(sessionId, subject, text));
    }
}
