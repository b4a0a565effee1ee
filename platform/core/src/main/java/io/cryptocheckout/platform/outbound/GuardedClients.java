package io.cryptocheckout.platform.outbound;

import java.io.IOException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Apache's client with everything off that follows, decodes, remembers or repeats. */
final class GuardedClients {
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout IDLE_READ = Timeout.ofSeconds(30);
    // Far above what one endpoint may use: many merchants share the host of a big service, and none may use up the connections of all.
    private static final int CONNECTIONS_PER_HOST = 4096;
    private static final int MAX_LINE = 8192;
    private static final int MAX_HEADERS = 100;

    private GuardedClients() {}

    static CloseableHttpClient client(DnsResolver guard) {
        RequestConfig request = RequestConfig.custom()
                .setConnectionRequestTimeout(CONNECT)
                .setResponseTimeout(IDLE_READ)
                .setProtocolUpgradeEnabled(false)
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections(guard))
                .setDefaultRequestConfig(request)
                .setRetryStrategy(new OnceWhenTheKeptConnectionWasClosed())
                .setUserAgent("CryptoCheckout-Webhooks/1")
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.ofSeconds(30))
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(DnsResolver guard) {
        Http1Config http = Http1Config.custom().setMaxLineLength(MAX_LINE).setMaxHeaderCount(MAX_HEADERS).build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(guard)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(http).build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(CONNECTIONS_PER_HOST)
                .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(CONNECT).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(IDLE_READ)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build())
                .build();
    }

    static void close(CloseableHttpClient client) {
        client.close(CloseMode.IMMEDIATE);
    }

    /**
     * A receiver may close a kept connection in the moment it is used again; without this, such a request would wait a minute for the
     * next attempt. Receivers must expect an event twice anyway.
     */
    private static final class OnceWhenTheKeptConnectionWasClosed implements org.apache.hc.client5.http.HttpRequestRetryStrategy {

        @Override
        public boolean retryRequest(HttpRequest request, IOException problem, int executions, HttpContext context) {
            return executions == 1 && problem instanceof NoHttpResponseException;
        }

        @Override
        public boolean retryRequest(HttpResponse response, int executions, HttpContext context) {
            return false;
        }

        @Override
        public TimeValue getRetryInterval(HttpResponse response, int executions, HttpContext context) {
            return TimeValue.ZERO_MILLISECONDS;
        }
    }
}
