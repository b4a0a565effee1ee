package io.cryptocheckout.plugin.runner;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/**
 * What a plugin threw, in text. Its class may be the plugin's own, so that even asking for its message may throw.
 *
 * @param fault
 *            {@code threw}, {@code outside} or {@code malformed}
 */
record Failure(String fault, String type, String message) {
    private static final int LIMIT = 500;

    static Failure of(Throwable thrown) {
        boolean wrapped = thrown.getClass() == InvocationTargetException.class || thrown.getClass() == ExceptionInInitializerError.class;
        Throwable told = wrapped && thrown.getCause() != null ? thrown.getCause() : thrown;
        return new Failure(fault(told), told.getClass().getName(), message(told));
    }

    private static String fault(Throwable told) {
        return told instanceof IOException ? "outside" : told instanceof NotPlain ? "malformed" : "threw";
    }

    Map<String, Object> frame(String call) {
        return Map.of("k", "threw", "call", call, "fault", fault, "type", type, "message", message);
    }

    static String message(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? "" : message.substring(0, Math.min(LIMIT, message.length()));
        } catch (Throwable e) {
            return "(its message cannot be read)";
        }
    }
}
