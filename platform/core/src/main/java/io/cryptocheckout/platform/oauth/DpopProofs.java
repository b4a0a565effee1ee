package io.cryptocheckout.platform.oauth;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.cryptocheckout.platform.access.Credential;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.security.oauth2.jwt.DPoPProofContext;
import org.springframework.security.oauth2.jwt.DPoPProofJwtDecoderFactory;
import org.springframework.security.oauth2.jwt.DPoPProofReplayValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuedAtValidator;
import org.springframework.stereotype.Component;

/**
 * Whether a token that is bound to a key is shown by who has that key (RFC 9449, section 7). Each node remembers the proofs that it saw: one
 * could be shown again to another node within the minute that it is fresh, for the same request and no other.
 */
@Component
final class DpopProofs {
    /** How far the clock of an app may be from ours. */
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final int REMEMBERED = 1_000_000;

    private final DPoPProofJwtDecoderFactory decoders = new DPoPProofJwtDecoderFactory();

    DpopProofs(Clock clock) {
        JwtIssuedAtValidator fresh = new JwtIssuedAtValidator(true);
        fresh.setClockSkew(SKEW);
        fresh.setClock(clock);
        // Spring's own memory of proofs takes a thousand a minute of one key, which is less than an app may ask.
        DPoPProofReplayValidator once = new DPoPProofReplayValidator(new CaffeineCache("proofs",
                Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(SKEW.multipliedBy(2).plusSeconds(1)).build()));
        once.setClockSkew(SKEW);
        once.setClock(clock);
        decoders.setJwtValidatorFactory(DPoPProofJwtDecoderFactory.createDefaultJwtValidatorFactory(List.of(fresh, once)));
    }

    /**
     * Refuses a bound token without its proof, which would make the binding worthless, and a proof for a token that is not bound.
     *
     * @param thumbprint
     *            of the key that the token is bound to (RFC 7638); null where it is bound to none
     */
    void require(Credential credential, @Nullable String thumbprint) {
        Credential.Proof proof = credential.proof();
        if (thumbprint == null && proof == null) {
            return;
        }
        if (thumbprint == null || proof == null) {
            throw new Refused(Refusal.TOKEN_INVALID, null, thumbprint == null
                    ? "This access token is bound to no key; show it by the scheme Bearer."
                    : "This access token is bound to a key; show it by the scheme DPoP, with a proof.");
        }
        require(proof, BoundToken.shown(credential.text(), thumbprint));
    }

    private void require(Credential.Proof proof, BoundToken token) {
        if (proof.jwt() == null || proof.jwt().isBlank()) {
            throw new Refused(Refusal.DPOP_PROOF_INVALID, "DPoP", "Send exactly one header DPoP.");
        }
        try {
            decoders.createDecoder(DPoPProofContext.withDPoPProof(proof.jwt()).method(proof.method()).targetUri(proof.url())
                    .accessToken(token).build()).decode(proof.jwt());
        } catch (JwtException | IllegalArgumentException e) {
            throw new Refused(Refusal.DPOP_PROOF_INVALID, "DPoP",
                    "The proof is not of this request and token, or not fresh, or was shown before.");
        }
    }
}
