package io.cryptocheckout.platform.events;

/** An endpoint and its new secret, at the only moment the secret is shown. */
public record EndpointWithSecret(EndpointView endpoint, String secret) {

    /** Never the secret: records print their components otherwise. */
    @Override
    public String toString() {
        return "EndpointWithSecret[" + endpoint.id() + "]";
    }
}
