package io.cryptocheckout.platform.refusal;

import java.util.Locale;

/** The error types of the API and the HTTP status of each (RFC 9110). */
public enum ErrorType {
    AUTHENTICATION(401), PERMISSION(403), INVALID_REQUEST(400), NOT_FOUND(404), CONFLICT(409), RATE_LIMITED(429), SERVER(
            500),
    UNAVAILABLE(503);

    private final int status;

    ErrorType(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
