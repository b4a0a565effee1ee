package io.cryptocheckout.plugin;

import java.io.IOException;
import java.util.Map;

/**
 * HTTP to the hosts that the manifest declares and to no others, dialled by the platform: public addresses only, in live mode by HTTPS
 * only, without redirects, at most 10 seconds and 256 KiB of an answer, at most 60 requests a minute for each store.
 */
public interface Http {

    /**
     * @throws IOException
     *             where no answer came
     * @throws Refused
     *             where the host is not declared, or too many were made
     */
    Response get(String url) throws IOException;

    /** The same, with a body of at most 256 KiB. */
    Response post(String url, Map<String, String> headers, String body) throws IOException;

    /**
     * An answer, whatever its status.
     *
     * @param status
     *            of HTTP, for example 200
     */
    record Response(int status, String body) {
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }
}
