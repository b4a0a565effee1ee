package io.cryptocheckout.platform.access;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The two ceremonies of WebAuthn over Spring Security's implementation, in JSON as browsers speak it. */
@Component
class Ceremonies {
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d+){3}|\\[::1]");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String origin;
    private final Webauthn4JRelyingPartyOperations operations;
    private final JsonMapper json = JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

    Ceremonies(PasskeyRows rows, SiteUrl site) {
        URI url = site.publicUrl();
        // Browsers make passkeys for names alone; this machine's one is localhost.
        String host = LOOPBACK.matcher(url.getHost()).matches() ? "localhost" : url.getHost();
        this.origin = url.getScheme() + "://" + host + (url.getPort() < 0 ? "" : ":" + url.getPort());
        this.operations = new Webauthn4JRelyingPartyOperations(rows, rows,
                PublicKeyCredentialRpEntity.builder().id(host).name("Crypto Checkout").build(), Set.of(origin));
        operations.setCustomizeCreationOptions(options -> options.timeout(PATIENCE).authenticatorSelection(
                AuthenticatorSelectionCriteria.builder().residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.REQUIRED).build()));
        operations.setCustomizeRequestOptions(
                options -> options.timeout(PATIENCE).userVerification(UserVerificationRequirement.REQUIRED));
    }

    String origin() {
        return origin;
    }

    PublicKeyCredentialCreationOptions creation(SignedIn person) {
        return operations.createPublicKeyCredentialCreationOptions(
                new ImmutablePublicKeyCredentialCreationOptionsRequest(Doors.authentication(person)));
    }

    void register(PublicKeyCredentialCreationOptions asked, String answer, String name) {
        operations.registerCredential(new ImmutableRelyingPartyRegistrationRequest(asked,
                new RelyingPartyPublicKey(read(answer, AuthenticatorAttestationResponse.class), name)));
    }

    PublicKeyCredentialRequestOptions request(@Nullable Person person) {
        return operations.createCredentialRequestOptions(
                new ImmutablePublicKeyCredentialRequestOptionsRequest(person == null ? null : Doors.authentication(person)));
    }

    PublicKeyCredentialUserEntity authenticate(PublicKeyCredentialRequestOptions asked, String answer) {
        return operations.authenticate(new RelyingPartyAuthenticationRequest(asked, read(answer, AuthenticatorAssertionResponse.class)));
    }

    String json(Serializable options) {
        return json.writeValueAsString(options);
    }

    private <R extends AuthenticatorResponse> PublicKeyCredential<R> read(String answer, Class<R> kind) {
        return json.readValue(answer, json.getTypeFactory().constructParametricType(PublicKeyCredential.class, kind));
    }
}
