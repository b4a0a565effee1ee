package io.cryptocheckout.platform.chain.web;

import io.cryptocheckout.platform.chain.CheckoutChainProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.AlchemyProperties;
import io.cryptocheckout.platform.chain.Rescan;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.jspecify.annotations.Nullable;

/**
 * Takes notices of Alchemy Notify at {@code POST /webhooks/alchemy/{webhook}}, where {@code webhook} is the name under
 * {@code checkout.chain.alchemy}. A good signature makes us look at that chain now; the body is never read, so a forged,
 * dropped or doubled notice changes nothing but the time of a look.
 */
@RestController
class AlchemyNotices {
    private static final int LONGEST_BODY = 1 << 20;

    private final CheckoutChainProperties properties;
    private final Rescan rescan;

    AlchemyNotices(CheckoutChainProperties properties, Rescan rescan) {
        this.properties = properties;
        this.rescan = rescan;
    }

    @PostMapping("/webhooks/alchemy/{webhook}")
    ResponseEntity<Void> notice(@PathVariable String webhook,
            @RequestHeader(name = "X-Alchemy-Signature", required = false) @Nullable String signature,
            HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        AlchemyProperties known = properties.alchemy().get(webhook);
        // An unknown webhook is refused like a wrong signature: nobody learns which names exist.
        if (known == null || !AlchemySignature.matches(known.signingKey(), body, signature)) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
        }
        rescan.lookNow(known.chainId());
        return ResponseEntity.ok().build();
    }
}
