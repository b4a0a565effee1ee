package io.cryptocheckout.platform.journey;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A client's own key, with which it proves that a token is its own (RFC 9449, section 4.2). */
final class DpopKey {
    /** Spring's own look at proofs there knows no other clock than the machine's. */
    private static final Clock AT_THE_TOKEN_ENDPOINT = Clock.systemUTC();

    private final ECKey key;
    private final Clock clock;

    DpopKey(Clock clock) {
        this.clock = clock;
        try {
            key = new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param token
     *            the access token that is shown; null at the token endpoint
     */
    String proof(String method, String url, @Nullable String token) {
        try {
            JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().jwtID(UUID.randomUUID().toString()).claim("htm", method)
                    .claim("htu", url).issueTime(Date.from((token == null ? AT_THE_TOKEN_ENDPOINT : clock).instant()));
            if (token != null) {
                claims.claim("ath", Sha256.base64(token));
            }
            SignedJWT proof = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("dpop+jwt"))
                    .jwk(key.toPublicJWK()).build(), claims.build());
            proof.sign(new ECDSASigner(key));
            return proof.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
