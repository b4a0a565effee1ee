package io.cryptocheckout.platform.oauth.web;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What is true of every answer of the protocol's endpoints: it is JSON, and no cache keeps it (RFC 6749, section 5.1). */
final class ProtocolAnswer {
    private ProtocolAnswer() {}

    static ResponseEntity.BodyBuilder of(ResponseEntity.BodyBuilder answer) {
        return answer.cacheControl(CacheControl.noStore()).header(HttpHeaders.PRAGMA, "no-cache").contentType(MediaType.APPLICATION_JSON);
    }
}
