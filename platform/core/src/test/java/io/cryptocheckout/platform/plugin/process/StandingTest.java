package io.cryptocheckout.platform.plugin.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.plugins.Misbehaving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
    private static final long LOOK = Duration.ofMillis(250).toNanos();
    private static final Path OURS = Path.of("/proc/self/autogroup");

    @TempDir
    Path folder;

    /** Milliseconds of the processor's time between looks, a quarter of a second apart, and the priority after each. */
    @ParameterizedTest
    @CsvSource({"0 0 0, 0 0 0", "62 62 62, 0 0 0", "63 0 0, 19 19 19", "250 0 0 0 0 0 0 0 0 0, 19 19 19 19 19 19 19 19 0 0",
            "250 0 0 0 0 0 0 0 63 0, 19 19 19 19 19 19 19 19 19 19"})
    void a_child_that_uses_much_is_last_until_it_used_little_for_two_seconds(String used, String nice) {
        Standing standing = Standing.atStart(0, Duration.ofMillis(400));
        long total = 400;
        StringBuilder after = new StringBuilder();
        long now = 0;
        for (String each : used.split(" ")) {
            total += Long.parseLong(each);
            now += LOOK;
            standing = standing.at(now, Duration.ofMillis(total));
            after.append(after.isEmpty() ? "" : " ").append(standing.nice());
        }
        assertThat(after.toString()).isEqualTo(nice);
    }

    @Test
    void the_scheduler_is_told_where_it_has_groups() throws Exception {
        try (Rig rig = new Rig(Rig.LIMITS)) {
            PluginProcess process = rig.process(folder, Misbehaving.MANIFEST, Misbehaving.class);
            process.call(Rig.action(Rig.STORE, "nothing"), Duration.ofMinutes(2));
            Path group = Path.of("/proc", String.valueOf(process.handle().pid()), "autogroup");
            if (Files.exists(OURS)) {
                assertThat(words(group)[0]).isNotEqualTo(words(OURS)[0]);
                awaitNice(group, "0");
                process.call(Rig.action(Rig.STORE, "spin"), Duration.ofMinutes(2));
                awaitNice(group, "19");
                assertThat(words(OURS)[2]).isEqualTo("0");
            } else {
                assertThat(SchedulerGroup.of(process.handle().pid()).give(19)).isTrue();
            }
        }
    }

    @Test
    void the_servers_own_group_is_left_alone() throws IOException {
        String before = Files.exists(OURS) ? Files.readString(OURS) : "";

        assertThat(SchedulerGroup.of(ProcessHandle.current().pid()).give(19)).isTrue();

        assertThat(Files.exists(OURS) ? Files.readString(OURS) : "").isEqualTo(before);
    }

    private static void awaitNice(Path group, String nice) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> words(group)[2].equals(nice));
    }

    /** Such as "/autogroup-12 nice 0". */
    private static String[] words(Path group) throws IOException {
        return Files.readString(group).strip().split(" ");
    }
}
