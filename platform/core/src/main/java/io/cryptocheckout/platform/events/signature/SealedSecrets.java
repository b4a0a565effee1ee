package io.cryptocheckout.platform.events.signature;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.sealing.Sealing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Seals endpoint secrets for their rows and opens them for signing. Opened ones are remembered for a while, because a busy endpoint needs
 * its secret thousands of times a second.
 */
@Component
public final class SealedSecrets {
    private static final String PURPOSE = "webhook_secret";

    private final Sealing sealing;
    private final Cache<Key, WebhookSecret> opened = Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(10))
            .build();

    public SealedSecrets(Sealing sealing) {
        this.sealing = sealing;
    }

    public byte[] seal(WebhookSecret secret, Scope scope) {
        return sealing.seal(secret.text().getBytes(StandardCharsets.UTF_8), scope, PURPOSE);
    }

    public WebhookSecret open(byte[] sealed, Scope scope) {
        return opened.get(new Key(scope, ByteBuffer.wrap(sealed)),
                key -> new WebhookSecret(new String(sealing.open(sealed, scope, PURPOSE), StandardCharsets.UTF_8)));
    }

    private record Key(Scope scope, ByteBuffer sealed) {}
}
