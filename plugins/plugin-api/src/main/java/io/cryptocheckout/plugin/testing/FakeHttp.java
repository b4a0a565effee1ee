package io.cryptocheckout.plugin.testing;

import io.cryptocheckout.plugin.Http;
import io.cryptocheckout.plugin.Refused;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Answers what a test laid out, to the hosts that the manifest declares; where nothing was laid out, nobody is reached. */
final class FakeHttp implements Http {
    private final Predicate<URI> declared;
    private final TreeMap<String, Response> answers = new TreeMap<>();
    private final List<PluginTester.Request> requests = new ArrayList<>();

    FakeHttp(Predicate<URI> declared) {
        this.declared = declared;
    }

    void answer(String beginning, Response response) {
        answers.put(beginning, response);
    }

    List<PluginTester.Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public Response get(String url) throws IOException {
        return send(new PluginTester.Request("GET", url, Map.of(), ""));
    }

    @Override
    public Response post(String url, Map<String, String> headers, String body) throws IOException {
        return send(new PluginTester.Request("POST", url, Map.copyOf(headers), body));
    }

    private Response send(PluginTester.Request request) throws IOException {
        if (!declared.test(URI.create(request.url()))) {
            throw new Refused("The manifest does not declare the host of " + request.url());
        }
        requests.add(request);
        Map.Entry<String, Response> nearest = answers.floorEntry(request.url());
        if (nearest == null || !request.url().startsWith(nearest.getKey())) {
            throw new IOException("Nobody answers at " + request.url());
        }
        return nearest.getValue();
    }
}
