package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.authority.Permission;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.JwsAlgorithms;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationServerMetadata;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationServerMetadataClaimNames;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;

/** What the authorization server says of itself (RFC 8414): what it does here, and not all that Spring's could do. */
final class ServerMetadata implements Consumer<OAuth2AuthorizationServerMetadata.Builder> {
    static final String REGISTRATION = "/oauth2/register";
    static final String DEVICES = "/oauth2/device_authorization";

    private static final Set<String> NOT_GIVEN = Set.of(AuthorizationGrantType.TOKEN_EXCHANGE.getValue());
    private static final List<String> SECRET = List.of(ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue(),
            ClientAuthenticationMethod.CLIENT_SECRET_POST.getValue());
    private static final List<String> SECRET_OR_NONE = List.of(ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue(),
            ClientAuthenticationMethod.CLIENT_SECRET_POST.getValue(), ClientAuthenticationMethod.NONE.getValue());
    /** Tokens are opaque and no certificate is asked for. */
    private static final Set<String> ABSENT = Set.of(OAuth2AuthorizationServerMetadataClaimNames.JWKS_URI,
            OAuth2AuthorizationServerMetadataClaimNames.TLS_CLIENT_CERTIFICATE_BOUND_ACCESS_TOKENS);

    @Override
    public void accept(OAuth2AuthorizationServerMetadata.Builder metadata) {
        String issuer = AuthorizationServerContextHolder.getContext().getIssuer();
        metadata.grantTypes(types -> types.removeAll(NOT_GIVEN)).grantType(AuthorizationGrantType.DEVICE_CODE.getValue())
                .deviceAuthorizationEndpoint(issuer + DEVICES).tokenEndpointAuthenticationMethods(only(SECRET_OR_NONE))
                .tokenRevocationEndpointAuthenticationMethods(only(SECRET_OR_NONE))
                .tokenIntrospectionEndpointAuthenticationMethods(only(SECRET))
                .dPoPSigningAlgorithms(only(List.of(JwsAlgorithms.ES256, JwsAlgorithms.RS256, JwsAlgorithms.PS256)))
                .scopes(only(Arrays.stream(Permission.values()).filter(Permission::grantable).map(Permission::wireName).sorted().toList()))
                .clientRegistrationEndpoint(issuer + REGISTRATION)
                // RFC 9207
                .claim("authorization_response_iss_parameter_supported", true).claims(claims -> claims.keySet().removeAll(ABSENT));
    }

    private static Consumer<List<String>> only(List<String> values) {
        return list -> {
            list.clear();
            list.addAll(values);
        };
    }
}
