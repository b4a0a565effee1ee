package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.DispatcherServlet;
import tools.jackson.databind.JsonNode;

/** A self-hosted storefront registers itself over HTTP, as RFC 7591 says. */
class RegistrationJourneyTest {
    private static final LocalRun RUN = LocalRun.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void aShopThatProvesItsSiteGetsAClientId() throws Exception {
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String base = "http://127.0.0.1:" + site.getAddress().getPort();
        String redirect = base + "/?wc-api=connected";
        site.createContext("/proof", exchange -> {
            String nonce = exchange.getRequestURI().getQuery().substring("nonce=".length());
            byte[] answer = ("{\"nonce\":\"" + nonce + "\",\"redirect_uri\":\"" + redirect + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            try (exchange) {
                exchange.getResponseBody().write(answer);
            }
        });
        site.start();
        try {
            String asked = "{\"software_id\":\"woocommerce\",\"software_version\":\"10.2\",\"client_name\":\"My bank\",\"redirect_uris\":[\""
                    + redirect
                    + "\"],\"scope\":\"store:read sessions:write\",\"x_unknown\":{\"a\":1},\"proof_uri\":\"" + base + "/proof\"}";
            HttpResponse<String> answer = post(asked, "application/json; charset=utf-8", null);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
            assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
            JsonNode client = Api.JSON.readTree(answer.body());
            assertThat(client.get("client_id").asString()).startsWith("app_");
            assertThat(client.get("client_name").asString()).isEqualTo("WooCommerce");
            assertThat(client.get("redirect_uris").get(0).asString()).isEqualTo(redirect);
            assertThat(client.get("token_endpoint_auth_method").asString()).isEqualTo("none");
            assertThat(client.get("scope").asString()).isEqualTo("sessions:write store:read");
            assertThat(client.has("client_secret")).isFalse();
        } finally {
            site.stop(0);
        }
    }

    @Test
    void whatIsWrongIsToldInTheWordsOfTheRfc() throws Exception {
        String shop = "{\"software_id\":\"woocommerce\",\"redirect_uris\":[\"https://shop.example/cb\"]}";
        says(400, "invalid_client_metadata", post(shop, "application/json", null));
        says(400, "invalid_client_metadata", post(shop, "text/plain", null));
        says(400, "invalid_client_metadata", post("{\"redirect_uris\":", "application/json", null));
        says(400, "invalid_client_metadata", post("[]", "application/json", null));
        says(400, "invalid_client_metadata", post(shop.replace("[", "[1,"), "application/json", null));
        says(400, "invalid_client_metadata", post(shop.replace("}", " ".repeat(20_000) + "}"), "application/json", null));
        says(400, "invalid_redirect_uri", post(shop.replace("https", "http"), "application/json", null));
        HttpResponse<String> token = post(shop, "application/json", "Bearer reg_unknown");
        says(401, "invalid_token", token);
        assertThat(token.headers().firstValue("www-authenticate")).hasValue("Bearer error=\"invalid_token\"");
    }

    @Test
    void anAddressThatTriesAgainAndAgainIsToldToWait() throws Exception {
        for (int i = 0; i < LocalRun.REGISTRATIONS; i++) {
            assertThat(tried("2001:db8::7591").getStatus()).isEqualTo(400);
        }
        MockHttpServletResponse often = tried("2001:db8::7591");
        assertThat(often.getStatus()).isEqualTo(429);
        assertThat(Long.parseLong(String.valueOf(often.getHeader("Retry-After")))).isPositive();
        assertThat(often.getContentAsString()).contains("\"rate_limited\"");
        assertThat(tried("2001:db8::7592").getStatus()).isEqualTo(400);
    }

    /** Every test comes from one address; one of another's own is put in where the server reads it. */
    private static MockHttpServletResponse tried(String address) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/oauth2/register");
        request.setRemoteAddr(address);
        request.setContentType("application/json");
        request.setContent("{}".getBytes(StandardCharsets.UTF_8));
        MockHttpServletResponse response = new MockHttpServletResponse();
        RUN.context.getBean(DispatcherServlet.class).service(request, response);
        return response;
    }

    private static void says(int status, String error, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode body = Api.JSON.readTree(answer.body());
        assertThat(body.get("error").asString()).isEqualTo(error);
        assertThat(body.get("error_description").asString()).isNotBlank();
    }

    private static HttpResponse<String> post(String body, String contentType, @Nullable String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(RUN.text("baseUrl") + "/oauth2/register"))
                .header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
