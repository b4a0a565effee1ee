package io.cryptocheckout.platform.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cryptocheckout.devkit.SettableClock;
import io.cryptocheckout.platform.access.Credential;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A token that is bound to a key is shown with a proof of this request and this token, or not at all (RFC 9449, section 4.3). */
class DpopProofsTest {
    private static final String URL = "https://pay.example/api/v1/events";
    private static final String TOKEN = Secrets.next(Secrets.ACCESS_TOKEN);
    private static final ECKey KEY = key();

    private final SettableClock clock = SettableClock.standing();
    private final DpopProofs proofs = new DpopProofs(clock);

    @Test
    void aRightProofOpensAndCannotBeShownAgain() throws JOSEException {
        String proof = proof(KEY, claims -> claims);
        assertThatCode(() -> show("GET", URL, proof)).doesNotThrowAnyException();
        refused(Refusal.DPOP_PROOF_INVALID, () -> show("GET", URL, proof));
    }

    @Test
    void aProofIsOfOneRequestOneTokenOneKeyAndAShortTime() throws JOSEException {
        wrong("POST", URL, proof(KEY, claims -> claims));
        wrong("GET", URL + "/evt_1", proof(KEY, claims -> claims));
        wrong("GET", URL, proof(key(), claims -> claims));
        wrong("GET", URL, proof(KEY, claims -> claims.claim("ath", hash(Secrets.next(Secrets.ACCESS_TOKEN)))));
        wrong("GET", URL, proof(KEY, claims -> claims.claim("ath", null)));
        wrong("GET", URL, proof(KEY, claims -> claims.jwtID(null)));
        wrong("GET", URL, proof(KEY, claims -> claims.issueTime(Date.from(clock.instant().minusSeconds(120)))));
        wrong("GET", URL, proof(KEY, claims -> claims.issueTime(Date.from(clock.instant().plusSeconds(120)))));
        String right = proof(KEY, claims -> claims);
        wrong("GET", URL, right.substring(0, right.lastIndexOf('.') + 1) + "AAAA");
        wrong("GET", URL, "nonsense");
        wrong("GET", URL, " ");
        wrong("GET", URL, null);
    }

    @Test
    void aBoundTokenIsNoBearerTokenAndAnUnboundOneNeedsNoProof() throws JOSEException {
        String right = proof(KEY, claims -> claims);
        refused(Refusal.TOKEN_INVALID, () -> proofs.require(new Credential(TOKEN, "203.0.113.7", null), thumbprint()));
        refused(Refusal.TOKEN_INVALID, () -> proofs
                .require(new Credential(TOKEN, "203.0.113.7", new Credential.Proof(right, "GET", URL)), null));
        assertThatCode(() -> proofs.require(new Credential(TOKEN, "203.0.113.7", null), null)).doesNotThrowAnyException();
    }

    private void wrong(String method, String url, @Nullable String proof) {
        refused(Refusal.DPOP_PROOF_INVALID, () -> show(method, url, proof));
    }

    private void show(String method, String url, @Nullable String proof) {
        proofs.require(new Credential(TOKEN, "203.0.113.7", new Credential.Proof(proof, method, url)), thumbprint());
    }

    private static String thumbprint() {
        try {
            return KEY.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String proof(ECKey key, UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().jwtID(UUID.randomUUID().toString()).claim("htm", "GET").claim("htu", URL)
                .issueTime(Date.from(clock.instant())).claim("ath", hash(TOKEN));
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("dpop+jwt"))
                .jwk(key.toPublicJWK()).build(), change.apply(claims).build());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private static String hash(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash(token));
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refused(Refusal why, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(why));
    }
}
