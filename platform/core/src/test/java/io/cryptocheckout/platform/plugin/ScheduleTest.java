package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.plugin.Manifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    @ParameterizedTest
    @CsvSource({"PT15M, 2030-01-01T12:00:00Z, 2030-01-01T12:15:00Z", "PT15M, 2030-01-01T12:14:59.999Z, 2030-01-01T12:15:00Z",
            "PT15M, 2030-01-01T23:50:00Z, 2030-01-02T00:00:00Z", "P1D, 2030-01-01T00:00:00Z, 2030-01-02T00:00:00Z",
            "P1D, 2030-12-31T18:00:00Z, 2031-01-01T00:00:00Z", "PT8H, 2030-01-01T08:00:01Z, 2030-01-01T16:00:00Z",
            "'', 2030-01-01T12:00:00Z,"})
    void work_is_due_at_every_interval_from_midnight_on(String interval, Instant now, Instant due) throws IOException {
        String text = "id=timer\nversion=1\napi=1.0\nmain=a.B\nname=T\ndescription=T\nschedule=" + interval;
        Manifest manifest = Manifest.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(Schedule.next(manifest, now)).isEqualTo(due);
        manifest.schedule().ifPresent(each -> assertThat(Schedule.last(each, now)).isEqualTo(due.minus(each)).isBeforeOrEqualTo(now));
    }
}
