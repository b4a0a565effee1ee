package io.cryptocheckout.platform.oauth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a storefront says about itself (RFC 7591, section 2). What the RFC has beside that is ignored.
 *
 * @param softwareId
 *            one of the platform's settings; its name, and not one of the sender's choosing, is shown to people
 * @param authMethod
 *            {@code token_endpoint_auth_method}; null or {@code none}
 * @param scope
 *            with blanks between scopes; null for all that the software may ask for
 * @param proofUri
 *            on the site of the redirect URI, where the platform asks whether it wants this; null where a token stands in
 */
public record NewStorefront(@Nullable String softwareId, List<String> redirectUris, @Nullable String authMethod, List<String> grantTypes,
        List<String> responseTypes, @Nullable String scope, @Nullable String proofUri) {

    public NewStorefront {
        redirectUris = List.copyOf(redirectUris);
        grantTypes = List.copyOf(grantTypes);
        responseTypes = List.copyOf(responseTypes);
    }
}
