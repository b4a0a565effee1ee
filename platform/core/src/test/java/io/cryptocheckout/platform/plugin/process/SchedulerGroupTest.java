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

class SchedulerGroupTest {
    private static final Path OURS = Path.of("/proc/self/autogroup");

    @TempDir
    Path folder;

    @Test
    void the_scheduler_is_told_where_it_has_groups() throws Exception {
        String before = ours();
        try (Rig rig = new Rig(Rig.LIMITS)) {
            PluginProcess process = rig.process(folder, Misbehaving.MANIFEST, Misbehaving.class);
            process.call(Rig.action(Rig.STORE, "nothing"), Duration.ofMinutes(2));
            Path group = Path.of("/proc", String.valueOf(process.handle().pid()), "autogroup");
            if (Files.exists(OURS)) {
                assertThat(words(group)[0]).isNotEqualTo(before.split(" ")[0]);
                awaitNice(group, "10");
                process.call(Rig.action(Rig.STORE, "spin"), Duration.ofMinutes(2));
                awaitNice(group, "19");
                assertThat(ours()).isEqualTo(before);
            } else {
                assertThat(SchedulerGroup.of(process.handle().pid()).give(19)).isTrue();
            }
        }
    }

    @Test
    void the_servers_own_group_is_left_alone() throws IOException {
        String before = ours();

        assertThat(SchedulerGroup.of(ProcessHandle.current().pid()).give(19)).isTrue();

        assertThat(ours()).isEqualTo(before);
    }

    /** Empty where there are no groups, and also where these tests run in the session the machine was started with, which has none. */
    private static String ours() throws IOException {
        return Files.exists(OURS) ? Files.readString(OURS) : "";
    }

    private static void awaitNice(Path group, String nice) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> words(group)[2].equals(nice));
    }

    /** Such as "/autogroup-12 nice 0". */
    private static String[] words(Path group) throws IOException {
        return Files.readString(group).strip().split(" ");
    }
}
