package io.cryptocheckout.platform.plugin;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** A plugin that has every hook and does what its setting says: compiled from its source against the plugin API alone, as an author would. */
public final class HelperPlugin {
    public static final String ID = "helper";

    private static final String MANIFEST = """
            events=session.paid,session.created
            notices=session.detected
            filters=quote.rate,payment.options,checkout.blocks,receipt.lines,webhook.extensions
            slots=session.panel,settings.page
            prices=true
            schedule=PT15M
            mail=customer
            settings=mood,factor
            settings.mood.type=text
            settings.mood.label=Mood
            settings.factor.type=number
            settings.factor.label=Factor
            settings.factor.default=1""";

    private static final String SOURCE = """
            package com.example;

            import io.cryptocheckout.plugin.*;
            import java.io.IOException;
            import java.util.*;

            public final class Main implements Plugin {
                @Override
                public void register(Hooks hooks) {
                    hooks.on("session.paid", (event, store) -> act(event, store)).on("session.created", (event, store) -> mood(store));
                    hooks.notices((notice, store) -> store.storage().put("notice",
                            notice.subject() + "|" + notice.text() + "|" + notice.link()));
                    hooks.filter(Filter.QUOTE_RATE, (rate, about, store) -> {
                        mood(store);
                        return rate.with(rate.value().multiply(store.settings().number("factor").orElseThrow()));
                    });
                    hooks.filter(Filter.PAYMENT_OPTIONS, (options, about, store) -> {
                        List<PaymentOption> turned = new ArrayList<>(options);
                        Collections.reverse(turned);
                        return store.settings().text("mood").orElse("").equals("forget") ? turned.subList(0, 1) : turned;
                    });
                    hooks.filter(Filter.CHECKOUT_BLOCKS, (blocks, about, store) -> {
                        mood(store);
                        List<Block> more = new ArrayList<>(blocks);
                        more.add(Block.text("<b>Hello</b>", about.text("fiat.currency").orElse("?")));
                        more.add(Block.line("Points", "+5"));
                        return more;
                    });
                    hooks.filter(Filter.RECEIPT_LINES, (blocks, about, store) -> List.of(Block.line("Receipt", about.text("status").orElse("?"))));
                    hooks.filter(Filter.WEBHOOK_EXTENSIONS, (value, about, store) -> extension(about, store));
                    hooks.prices((asset, currency, store) -> price(asset, currency, store));
                    hooks.scheduled(store -> {
                        store.storage().put("ran", store.now().toString());
                        mood(store);
                    });
                    hooks.slot(Slot.SESSION_PANEL, (about, store) -> {
                        mood(store);
                        return List.of(Block.text("Panel", about.text("id").orElse("none")));
                    });
                    hooks.slot(Slot.SETTINGS_PAGE, (about, store) -> List.of(Block.download("Journal", "journal/1.csv")));
                }

                private static void act(Event event, Store store) throws Exception {
                    String mood = store.settings().text("mood").orElse("");
                    if (mood.equals("once") && store.storage().putIfAbsent("tried/" + event.id(), "yes")) {
                        throw new IllegalStateException("not this time");
                    }
                    mood(store);
                    int times = Integer.parseInt(store.storage().get("times").orElse("0")) + 1;
                    store.storage().put("times", String.valueOf(times));
                    store.log("acted on " + event.type() + " of " + event.data().text("status").orElse("?"));
                }

                private static Optional<Rate> price(String asset, String currency, Store store) throws Exception {
                    String mood = store.settings().text("mood").orElse("");
                    if (mood.equals("wait")) {
                        store.storage().put("asked", store.storage().get("asked").orElse("") + "x");
                        while (store.storage().get("go").isEmpty()) {
                            Thread.sleep(50);
                        }
                    }
                    String value = mood.equals("long") ? "2000." + "1".repeat(40) : "2000";
                    return Optional.of(new Rate(asset, currency, new java.math.BigDecimal(value), store.now()));
                }

                private static Map<String, Object> extension(Facts about, Store store) throws Exception {
                    mood(store);
                    return switch (store.settings().text("mood").orElse("")) {
                        case "huge" -> Map.of("much", "x".repeat(5_000));
                        case "deep" -> deep(28);
                        case "many" -> Map.of("many", Collections.nCopies(1_900, 1L));
                        case "endless" -> Map.of("number", new java.math.BigDecimal("1E+100"));
                        case "nothing" -> null;
                        case "odd" -> Map.of("odd", new Object());
                        default -> Map.of("type", about.text("type").orElse("?"), "status", about.text("data.status").orElse("?"));
                    };
                }

                private static Map<String, Object> deep(int more) {
                    return more == 0 ? Map.of() : Map.of("a", deep(more - 1));
                }

                private static void mood(Store store) throws Exception {
                    switch (store.settings().text("mood").orElse("")) {
                        case "throw" -> throw new IllegalStateException("a bad day");
                        case "outside" -> throw new IOException("the wire is cut");
                        case "exit" -> System.exit(7);
                        case "slow" -> Thread.sleep(1_000);
                        default -> { }
                    }
                }
            }
            """;

    private HelperPlugin() {}

    /** Puts its jar into the folder. */
    public static void in(Path folder) {
        Jars jar = Jars.sound(ID, MANIFEST).without(Jars.MAIN_CLASS);
        compiled().forEach(jar::with);
        jar.in(folder, "helper.jar");
    }

    private static Map<String, byte[]> compiled() {
        Map<String, ByteArrayOutputStream> classes = new TreeMap<>();
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager files = javac.getStandardFileManager(null, null, null);
        JavaFileManager inMemory = new ForwardingJavaFileManager<>(files) {
            @Override
            public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind,
                    javax.tools.FileObject near) {
                return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return classes.computeIfAbsent(name.replace('.', '/') + ".class", any -> new ByteArrayOutputStream());
                    }
                };
            }
        };
        JavaFileObject source = new SimpleJavaFileObject(URI.create("memory:///com/example/Main.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreErrors) {
                return SOURCE;
            }
        };
        List<String> options = List.of("-classpath", api().toString(), "-proc:none");
        if (!javac.getTask(null, inMemory, null, options, null, List.of(source)).call()) {
            throw new IllegalStateException("The helper does not compile in " + StandardLocation.CLASS_OUTPUT);
        }
        Map<String, byte[]> bytes = new TreeMap<>();
        classes.forEach((name, out) -> bytes.put(name, out.toByteArray()));
        return bytes;
    }

    /** Where the plugin API lies: a jar, or the folder it was compiled to. */
    private static File api() {
        try {
            return new File(io.cryptocheckout.plugin.Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
