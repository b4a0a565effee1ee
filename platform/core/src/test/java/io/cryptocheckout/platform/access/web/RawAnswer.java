package io.cryptocheckout.platform.access.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLSession;

/** An answer read from a bare socket. */
record RawAnswer(int statusCode, HttpHeaders headers, String body) implements HttpResponse<String> {

    static RawAnswer of(String text) {
        int end = text.indexOf("\r\n\r\n");
        String[] head = text.substring(0, end).split("\r\n");
        TreeMap<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < head.length; i++) {
            String[] parts = head[i].split(": ?", 2);
            headers.put(parts[0], List.of(parts[1]));
        }
        String body = text.substring(end + 4);
        if (headers.containsKey("Transfer-Encoding")) {
            body = body.substring(body.indexOf("\r\n") + 2, body.lastIndexOf("\r\n0"));
        }
        return new RawAnswer(Integer.parseInt(head[0].split(" ")[1]), HttpHeaders.of(headers, (name, value) -> true), body);
    }

    @Override
    public HttpRequest request() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<HttpResponse<String>> previousResponse() {
        return Optional.empty();
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return Optional.empty();
    }

    @Override
    public URI uri() {
        throw new UnsupportedOperationException();
    }

    @Override
    public HttpClient.Version version() {
        return HttpClient.Version.HTTP_1_1;
    }
}
