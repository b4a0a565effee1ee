package io.cryptocheckout.platform.journey;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Profiles of a real, headless Chromium: the machine's own where one is installed, else the one that npm carries, so that nothing needs to
 * be installed. Without either the test fails. It is started once for all tests of a JVM, which run one after the other in one thread.
 */
final class Browser implements AutoCloseable {

    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static com.microsoft.playwright.@Nullable Browser running;

    private final com.microsoft.playwright.Browser browser = started();
    private final List<BrowserContext> contexts = new ArrayList<>();

    /** The driver ends with this JVM, and the browser with the driver. */
    private static synchronized com.microsoft.playwright.Browser started() {
        com.microsoft.playwright.Browser now = running;
        if (now == null || !now.isConnected()) {
            now = start();
            running = now;
        }
        return now;
    }

    private static com.microsoft.playwright.Browser start() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Path executable = installed();
        if (executable == null) {
            List<String> found = unpack();
            executable = Path.of(found.get(0));
            environment.put("LD_LIBRARY_PATH", found.get(1));
            environment.put("FONTCONFIG_PATH", found.get(2));
        }
        return Playwright.create(new Playwright.CreateOptions().setEnv(environment))
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setEnv(environment)
                        .setArgs(FLAGS));
    }

    /** A new, empty profile with one page, as wide as asked. */
    Page page(int width, int height) {
        BrowserContext context = browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setLocale("en-US"));
        contexts.add(context);
        return context.newPage();
    }

    Page page() {
        return page(1280, 900);
    }

    /** A page in a browser that runs no script at all. */
    Page pageWithoutJavaScript() {
        BrowserContext context = browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setJavaScriptEnabled(false)
                .setLocale("en-US"));
        contexts.add(context);
        return context.newPage();
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
    }

    private static Path installed() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** Each process of tests has its own: the package unpacks itself into files that it also runs. */
    private static List<String> unpack() {
        Path home = Path.of("target", "browser-" + ProcessHandle.current().pid()).toAbsolutePath();
        Path source = Path.of("src", "test", "browser").toAbsolutePath();
        try {
            Files.createDirectories(home.resolve("unpacked"));
            for (String file : List.of("package.json", "package-lock.json", ".npmrc", "where.mjs")) {
                Files.copy(source.resolve(file), home.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!Files.isDirectory(home.resolve("node_modules/@sparticuz/chromium"))) {
                run(home, "npm", "ci");
            }
            List<String> lines = run(home, "node", "where.mjs").lines().toList();
            return lines.subList(lines.size() - 3, lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(Path folder, String... command) throws IOException {
        ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment().put("TMPDIR", folder.resolve("unpacked").toString());
        // Makes the package unpack the libraries it bundles (nss, nspr), which a bare machine lacks.
        process.environment().put("AWS_LAMBDA_JS_RUNTIME", "nodejs22.x");
        Process running = process.start();
        String output = new String(running.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (!running.waitFor(5, TimeUnit.MINUTES) || running.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return output;
    }
}
