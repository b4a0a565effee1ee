package io.cryptocheckout.devkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRuntimeTest {

    private static final String SHOP = "0x00000000000000000000000000000000000000aa";

    @TempDir
    Path home;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(process -> {
            process.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @Test
    void a_second_start_after_an_orderly_stop_keeps_the_data_and_the_chain() throws Exception {
        Running first = start();
        write(first);
        String block = blockHash(first, "0x1");
        first.process.getOutputStream().close();
        assertThat(first.process.waitFor()).isZero();
        assertThat(ProcessHandle.of(first.chainPid).filter(ProcessHandle::isAlive)).as("nothing it started lives on").isEmpty();
        assertKept(start(), block);
    }

    @Test
    void a_second_start_after_kill_9_keeps_the_data_and_the_chain_and_leaves_no_orphan() throws Exception {
        Running first = start();
        write(first);
        String block = blockHash(first, "0x1");
        first.process.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(first.chainPid).filter(ProcessHandle::isAlive)).as("the chain outlives its JVM").isPresent();
        String lastBlock = Anvil.call(first.rpc, "eth_blockNumber").stringValue();
        String lastHash = Anvil.call(first.rpc, "eth_getBlockByNumber", lastBlock, false).get("hash").stringValue();
        Running second = start();
        assertKept(second, block);
        assertThat(blockHash(second, lastBlock)).as("what was mined between the kill and the second start").isEqualTo(lastHash);
        assertThat(ProcessHandle.of(first.chainPid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void after_kill_9_of_the_chain_and_of_the_jvm_what_was_mined_two_seconds_ago_is_still_there() throws Exception {
        Running first = start();
        write(first);
        String block = blockHash(first, "0x1");
        Path state = home.resolve("data/chain/state.json");
        await(() -> Files.exists(state) && contains(state, SHOP.substring(2)));
        ProcessHandle chain = ProcessHandle.of(first.chainPid).orElseThrow();
        chain.destroyForcibly();
        chain.onExit().join();
        first.process.destroyForcibly().waitFor();
        assertKept(start(), block);
    }

    @Test
    void a_folder_in_use_is_refused_in_one_line_and_its_owner_is_not_disturbed() throws Exception {
        Running first = start();
        assertThatThrownBy(() -> DataFolder.open(home.resolve("data"))).isInstanceOf(MissingPrerequisite.class)
                .hasMessageContaining("Another Crypto Checkout runs with").hasMessageNotContaining("\n");
        assertThat(blockHash(first, "0x0")).startsWith("0x");
    }

    @Test
    void a_missing_or_old_node_is_one_clear_line() throws Exception {
        Path nothing = Files.createDirectory(home.resolve("nothing"));
        assertThat(refusalWithPath(nothing)).contains("Node.js 20 or newer is needed for the local chain, and there is none on the PATH.");
        Path old = Files.createDirectory(home.resolve("old"));
        Files.writeString(old.resolve("node"), "#!/bin/sh\necho v18.19.0\n");
        Files.setPosixFilePermissions(old.resolve("node"), PosixFilePermissions.fromString("rwx------"));
        assertThat(refusalWithPath(old)).contains("Node.js 20 or newer is needed for the local chain; this one is v18.19.0.");
    }

    private String refusalWithPath(Path path) throws Exception {
        Path errors = home.resolve("refusal.log");
        ProcessBuilder builder = new ProcessBuilder(command("chain-only")).redirectError(errors.toFile());
        builder.environment().put("PATH", path.toString());
        builder.environment().remove("CHECKOUT_ANVIL");
        Process process = builder.start();
        started.add(process);
        assertThat(process.waitFor()).isEqualTo(1);
        return Files.readString(errors);
    }

    @Test
    void the_database_is_durable_asks_for_passwords_and_listens_on_loopback_alone() throws Exception {
        Running first = start();
        try (Connection superuser = DriverManager.getConnection(first.jdbc, "postgres", secret("postgres"))) {
            assertThat(setting(superuser, "fsync")).isEqualTo("on");
            assertThat(setting(superuser, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(superuser, "full_page_writes")).isEqualTo("on");
            assertThat(setting(superuser, "listen_addresses")).isEqualTo("localhost");
            assertThat(setting(superuser, "unix_socket_directories")).isEmpty();
        }
        assertThatThrownBy(() -> DriverManager.getConnection(first.jdbc, DatabaseRoles.APP, "guess")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> DriverManager.getConnection(first.jdbc, "postgres", "postgres")).isInstanceOf(SQLException.class);
    }

    @Test
    void secrets_are_random_stay_the_same_and_are_readable_by_their_owner_alone() throws IOException {
        String secret;
        try (DataFolder folder = DataFolder.open(home.resolve("other"))) {
            secret = folder.secret("one");
            assertThat(secret).hasSize(43).isNotEqualTo(folder.secret("two"));
        }
        try (DataFolder folder = DataFolder.open(home.resolve("other"))) {
            assertThat(folder.secret("one")).isEqualTo(secret);
        }
        Path file = home.resolve("other/secrets/one");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("other")))).isEqualTo("rwx------");
    }

    private record Running(Process process, String jdbc, URI rpc, long chainPid) {}

    private Running start() throws IOException {
        Path errors = home.resolve("household.log");
        Process process = new ProcessBuilder(command("all")).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile())).start();
        started.add(process);
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream()));
        String line;
        while ((line = output.readLine()) != null) {
            if (line.startsWith("ready ")) {
                String[] words = line.split(" ");
                return new Running(process, words[1], URI.create(words[2]), Long.parseLong(words[3]));
            }
        }
        throw new AssertionError("it ended before it was ready: " + Files.readString(errors));
    }

    private List<String> command(String what) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx256m", "-cp", classPath,
                Household.class.getName(), home.resolve("data").toString(), what);
    }

    private void write(Running running) throws Exception {
        try (Connection owner = DriverManager.getConnection(running.jdbc, DatabaseRoles.OWNER, secret(DatabaseRoles.OWNER));
                var statement = owner.createStatement()) {
            statement.execute("create schema kept; create table kept.note as select 'still here' as text");
        }
        String tx = Anvil
                .call(running.rpc, "eth_sendTransaction", Map.of("from", Anvil.call(running.rpc, "eth_accounts").get(0).stringValue(),
                        "to", SHOP, "value", "0x7b"))
                .stringValue();
        await(() -> !Anvil.call(running.rpc, "eth_getTransactionReceipt", tx).isNull());
    }

    private void assertKept(Running running, String block) throws Exception {
        try (Connection owner = DriverManager.getConnection(running.jdbc, DatabaseRoles.OWNER, secret(DatabaseRoles.OWNER));
                var rows = owner.createStatement().executeQuery("select text from kept.note")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("still here");
        }
        assertThat(blockHash(running, "0x1")).isEqualTo(block);
        assertThat(Anvil.call(running.rpc, "eth_getBalance", SHOP, "latest").stringValue()).isEqualTo("0x7b");
        String head = Anvil.call(running.rpc, "eth_blockNumber").stringValue();
        await(() -> !Anvil.call(running.rpc, "eth_blockNumber").stringValue().equals(head));
    }

    private String secret(String name) throws IOException {
        return Files.readString(home.resolve("data/secrets").resolve(name));
    }

    private static String blockHash(Running running, String number) {
        await(() -> !Anvil.call(running.rpc, "eth_getBlockByNumber", number, false).isNull());
        return Anvil.call(running.rpc, "eth_getBlockByNumber", number, false).get("hash").stringValue();
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("select current_setting('" + name + "')")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits for something outside this process to become true. */
    private static void await(BooleanSupplier condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50)).until(condition::getAsBoolean);
    }
}
