package io.cryptocheckout.devkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A UTC clock that a test moves forward: one that stands still otherwise, or the machine's clock plus what was added. */
public final class SettableClock extends Clock {
    private final Clock base;
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    private SettableClock(Clock base) {
        this.base = base;
    }

    /** Stands still at noon of 1 November 2026 until it is moved. */
    public static SettableClock standing() {
        return standingAt("2026-11-01T12:00:00Z");
    }

    /** Stands still at the given time (ISO 8601) until it is moved. */
    public static SettableClock standingAt(String time) {
        return new SettableClock(Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
    }

    /** Goes on with the machine's clock. */
    public static SettableClock running() {
        return new SettableClock(Clock.systemUTC());
    }

    public void advance(Duration by) {
        offset.updateAndGet(before -> before.plus(by));
    }

    @Override
    public Instant instant() {
        return base.instant().plus(offset.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new IllegalArgumentException("The platform's clock is UTC.");
    }
}
