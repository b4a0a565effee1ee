package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.plugin.process.OwnFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PluginFolderTest {
    private static final Signers NOBODY = new Signers(List.of(), false);
    private static final OwnFolder COPIES = new OwnFolder(PluginRoom.folder());

    @TempDir
    Path folder;

    @Test
    void a_folder_that_is_not_there_holds_no_plugins() {
        PluginFolder none = PluginFolder.read(folder.resolve("missing"), NOBODY, COPIES, () -> "");
        assertThat(none.installed()).isEmpty();
        assertThat(none.refused()).isEmpty();
        assertThat(none.isEmpty()).isTrue();
    }

    @Test
    void sound_plugins_are_installed_in_the_order_of_their_ids() {
        Jars.sound("zebra").in(folder, "a.jar");
        Jars.sound("antelope").with("io/cryptocheckout/plugins/Bundled.class", "class").in(folder, "b.jar");
        Jars.write(folder, "readme.txt", new byte[]{1});
        PluginFolder found = PluginFolder.read(folder, NOBODY, COPIES, () -> "");
        assertThat(found.installed()).extracting(InstalledPlugin::id).containsExactly("antelope", "zebra");
        assertThat(found.refused()).isEmpty();
        assertThat(found.find("zebra")).isNotNull();
        assertThat(found.find("unicorn")).isNull();
    }

    @Test
    void a_jar_of_the_operators_replaces_the_bundled_one_of_its_id() throws IOException {
        Path bundled = Files.createDirectory(folder.resolve("bundled"));
        Jars.sound("journal").in(bundled, "journal.jar");
        Jars.sound("receipts").in(bundled, "receipts.jar");
        Path newer = Jars.sound("journal").with("more", "x").in(folder, "newer.jar");
        PluginFolder both = PluginFolder.read(folder, NOBODY, COPIES, () -> "")
                .over(PluginFolder.read(bundled, Signers.NOT_ASKED, COPIES, () -> ""));
        assertThat(both.installed()).extracting(InstalledPlugin::id).containsExactly("journal", "receipts");
        assertThat(both.find("journal").jar()).hasSameBinaryContentAs(newer);
        assertThat(both.refused()).isEmpty();
    }

    @Test
    void what_was_checked_is_what_is_started_whatever_becomes_of_the_file() throws IOException {
        Path target = Jars.sound("linked").in(Files.createDirectory(folder.resolve("elsewhere")), "target.jar");
        Files.createSymbolicLink(folder.resolve("linked.jar"), target);
        Path jar = Jars.sound("swapped").in(folder, "swapped.jar");
        byte[] checked = Files.readAllBytes(jar);
        PluginFolder found = PluginFolder.read(folder, NOBODY, COPIES, () -> "");
        Jars.sound("swapped", "hosts=evil.example").in(folder, "swapped.jar");

        Path started = found.find("swapped").jar();
        assertThat(started).hasBinaryContent(checked).isNotEqualTo(jar);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(started.getParent()))).isEqualTo("rwx------");
        assertThat(found.find("linked").jar()).isRegularFile().satisfies(copy -> assertThat(Files.isSymbolicLink(copy)).isFalse());
    }

    @Test
    void where_no_plugin_can_run_each_is_refused_by_name() {
        Jars.sound("good").in(folder, "good.jar");
        PluginFolder found = PluginFolder.read(folder, NOBODY, COPIES, () -> "The kernel has no walls.");
        assertThat(found.problem()).isEqualTo("The kernel has no walls.");
        assertThat(found.refused()).extracting(RefusedPlugin::file).containsExactly("good.jar");
        assertThat(found.refused().getFirst().reason()).contains("The kernel has no walls.", "checkout.plugins.wall=none");
    }

    static Stream<Arguments> bad() {
        return Stream.of(bad("It is no jar", "no zip".getBytes(StandardCharsets.UTF_8)),
                bad("It is no jar", Arrays.copyOf(Jars.sound("cut-off").bytes(), 120)), bad("It is no jar", new byte[0]),
                bad("unpacks to more than 150 times", Jars.sound("bomb").with("zeros", new byte[8 << 20]).bytes()),
                bad("unpacks to more than 64 MiB", Jars.sound("big-bomb").with("zeros", large()).bytes()),
                bad("more than 5000 entries", crowd()),
                bad("is no plugin", Jars.empty().with(Jars.MAIN_CLASS, "class").bytes()),
                bad("lines that mean nothing: surprise", Jars.sound("liar", "surprise=1").bytes()),
                bad("there is no filter payment.address", Jars.sound("thief", "filters=payment.address").bytes()),
                bad("there is no slot login.page", Jars.sound("phisher", "slots=login.page").bytes()),
                bad("id: \"Bad Id\" is malformed", Jars.sound("Bad Id").bytes()),
                bad("hosts: \"*\" is malformed", Jars.sound("anywhere", "hosts=*").bytes()),
                bad("version 2.0 of the plugin API", manifest("id=from-the-future", "api=2.0")),
                bad("version 1.99 of the plugin API", manifest("id=newer", "api=1.99")),
                bad("names the main class com.example.Main, which is not in it", Jars.sound("headless").without(Jars.MAIN_CLASS).bytes()),
                bad("brings a class of the platform", Jars.sound("imposter").with("io/cryptocheckout/platform/X.class", "x").bytes()),
                bad("brings a class of the platform", Jars.sound("imposter").with("io/cryptocheckout/plugin/Plugin.class", "x").bytes()),
                bad("brings a class of the platform", Jars.sound("imposter").with("java/lang/String.class", "x").bytes()),
                bad("several versions of Java", Jars.sound("hydra").with("META-INF/versions/9/com/example/Main.class", "x").bytes()),
                bad("leads out of it", Jars.sound("climber").with("../../etc/passwd", "x").bytes()),
                bad("leads out of it", Jars.sound("climber").with("/etc/passwd", "x").bytes()),
                bad("has the line Class-Path", jvm("Class-Path: other.jar")),
                bad("has the line Premain-Class", jvm("Premain-Class: com.X")),
                bad("has the line Add-Opens", jvm("Add-Opens: java.base/java.lang")),
                bad("has the line Enable-Native-Access", jvm("Enable-Native-Access: ALL-UNNAMED")),
                bad("The manifest is longer", Jars.sound("talker", "#" + "x".repeat(70_000)).bytes()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void what_is_no_plugin_is_refused_by_name_and_the_others_go_on(String reason, byte[] jar) {
        Jars.sound("good").in(folder, "good.jar");
        Jars.write(folder, "bad.jar", jar);
        PluginFolder found = PluginFolder.read(folder, NOBODY, COPIES, () -> "");
        assertThat(found.installed()).extracting(InstalledPlugin::id).containsExactly("good");
        assertThat(found.refused()).hasSize(1);
        assertThat(found.refused().getFirst().file()).isEqualTo("bad.jar");
        assertThat(found.refused().getFirst().reason()).contains(reason);
    }

    @Test
    void of_two_jars_of_one_plugin_neither_is_used() {
        Jars.sound("twin").in(folder, "one.jar");
        Jars.sound("twin").with("more", "x").in(folder, "two.jar");
        Jars.sound("good").in(folder, "good.jar");
        PluginFolder found = PluginFolder.read(folder, NOBODY, COPIES, () -> "");
        assertThat(found.installed()).extracting(InstalledPlugin::id).containsExactly("good");
        assertThat(found.refused()).extracting(RefusedPlugin::file).containsExactly("one.jar", "two.jar");
        assertThat(found.refused().getFirst().reason()).contains("more than once (one.jar, two.jar)");
    }

    @Test
    void a_signature_is_believed_of_a_known_signer_and_of_these_bytes_only() throws GeneralSecurityException {
        KeyPair known = pair();
        KeyPair stranger = pair();
        sign(Jars.sound("signed").in(folder, "signed.jar"), Jars.sound("signed").bytes(), known);
        sign(Jars.sound("changed").with("more", "x").in(folder, "changed.jar"), Jars.sound("changed").bytes(), known);
        sign(Jars.sound("foreign").in(folder, "foreign.jar"), Jars.sound("foreign").bytes(), stranger);
        Jars.write(folder, "noise.jar.sig", "?!".getBytes(StandardCharsets.UTF_8));
        Jars.sound("noise").in(folder, "noise.jar");
        Jars.sound("plain").in(folder, "plain.jar");

        String key = Base64.getEncoder().encodeToString(known.getPublic().getEncoded());
        PluginFolder asked = PluginFolder.read(folder, new Signers(List.of(key), true), COPIES, () -> "");
        assertThat(asked.installed()).extracting(InstalledPlugin::id).containsExactly("signed");
        assertThat(asked.installed().getFirst().signed()).isTrue();
        assertThat(asked.refused()).extracting(RefusedPlugin::file).containsExactly("changed.jar", "foreign.jar", "noise.jar", "plain.jar");
        assertThat(asked.refused().getLast().reason()).contains("is not signed");

        PluginFolder relaxed = PluginFolder.read(folder, new Signers(List.of(key), false), COPIES, () -> "");
        assertThat(relaxed.installed()).extracting(InstalledPlugin::id).containsExactly("plain", "signed");
        assertThat(relaxed.find("plain")).extracting(InstalledPlugin::signed).isEqualTo(false);
    }

    @Test
    void a_signer_that_is_no_key_stops_the_start() {
        assertThatThrownBy(() -> new Signers(List.of("AAAA"), true)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("checkout.plugins.signers");
    }

    private static KeyPair pair() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static void sign(Path jar, byte[] bytes, KeyPair signer) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(signer.getPrivate());
        signature.update(bytes);
        Jars.write(jar.getParent(), jar.getFileName() + ".sig", Base64.getEncoder().encode(signature.sign()));
    }

    private static Arguments bad(String reason, byte[] jar) {
        return Arguments.of(reason, jar);
    }

    private static byte[] manifest(String id, String api) {
        return Jars.empty().with(Jars.MAIN_CLASS, "class")
                .manifest(id, "version=1.0.0", api, "main=" + Jars.MAIN, "name=Example", "description=Does things.").bytes();
    }

    private static byte[] jvm(String line) {
        return Jars.sound("demanding").with("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n" + line + "\n").bytes();
    }

    /** Hard enough to pack that only its size gives it away. */
    private static byte[] large() {
        byte[] large = new byte[66 << 20];
        for (int i = 0; i < large.length; i += 64) {
            large[i] = (byte) (i * 31 >>> 6);
            large[i + 1] = (byte) (i >>> 11);
        }
        return large;
    }

    private static byte[] crowd() {
        Jars jars = Jars.sound("crowd");
        IntStream.range(0, 5_001).forEach(i -> jars.with("f" + i, "x"));
        return jars.bytes();
    }
}
