package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.access.ProtocolEndpoints;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.Loop;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceCodeAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2PushedAuthorizationRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/** Opens the authorization server: Spring's, with services, rules and tokens of this room, and without what nobody is given here. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeviceProperties.class)
class OAuthConfiguration {
    private static final String CONSENT_PAGE = "/oauth2/consent";
    private static final AnswersToApps ANSWERS = new AnswersToApps();

    @Bean
    ProtocolEndpoints authorizationServer(AppClients clients, Authorizations authorizations, ConsentAnswer answer, Makers makers,
            ProgramRates rates) {
        return new ProtocolEndpoints(http -> open(http, new Known(clients, authorizations), answer, makers, rates));
    }

    @Bean
    Makers makers(GrantLife grants, DeviceRows devices, Clock clock) {
        return new Makers(new TokenMaker(clock), new CodeMaker(clock), tokens -> new DevicePolls(devices, grants, tokens));
    }

    @Bean
    OldTokens oldTokens(Database database, GrantEnds ends, Clock clock) {
        return new OldTokens(database, ends, clock);
    }

    @Bean
    Loop endOfOldTokens(OldTokens tokens) {
        return new Loop("end of old tokens", Duration.ofHours(1), tokens::forget);
    }

    /** What makes codes and tokens, and what stands before the tokens of a device. */
    record Makers(TokenMaker tokens, CodeMaker codes, UnaryOperator<AuthenticationProvider> polls) {}

    /** What the server looks up. */
    private record Known(AppClients clients, Authorizations authorizations) {}

    private static void open(HttpSecurity http, Known known, ConsentAnswer answer, Makers makers, ProgramRates rates) {
        AppClients clients = known.clients;
        Authorizations authorizations = known.authorizations;
        OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
        http.securityMatcher(new OrRequestMatcher(server.getEndpointsMatcher(),
                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, ServerMetadata.DEVICES)));
        http.with(server, all -> all.registeredClientRepository(clients).authorizationService(authorizations)
                .authorizationConsentService(new NothingRemembered()).tokenGenerator(makers.tokens())
                .authorizationServerSettings(
                        AuthorizationServerSettings.builder().pushedAuthorizationRequestEndpoint("/oauth2/par").build())
                .clientAuthentication(authentication -> authentication
                        .authenticationConverters(converters -> {
                            converters.addFirst(rates);
                            converters.add(new PublicClients.Shown());
                        }).errorResponseHandler(rates)
                        .authenticationProviders(providers -> {
                            providers.forEach(OAuthConfiguration::comparesHashes);
                            providers.addFirst(new PublicClients(clients));
                        }))
                .tokenEndpoint(endpoint -> endpoint.authenticationProviders(
                        providers -> providers.replaceAll(provider -> givesTokens(provider, makers))))
                .tokenIntrospectionEndpoint(endpoint -> endpoint.authenticationProviders(
                        providers -> providers.replaceAll(provider -> new OwnTokens(provider))))
                .pushedAuthorizationRequestEndpoint(endpoint -> endpoint
                        .pushedAuthorizationRequestConverters(
                                converters -> converters.replaceAll(asked -> new AskedWrongly(asked, clients)))
                        .authenticationProviders(
                                providers -> providers.forEach(OAuthConfiguration::keepsTheRules)))
                .authorizationServerMetadataEndpoint(
                        endpoint -> endpoint.authorizationServerMetadataCustomizer(new ServerMetadata()))
                .authorizationEndpoint(endpoint -> endpoint.consentPage(CONSENT_PAGE)
                        .authorizationResponseHandler(ANSWERS).errorResponseHandler(ANSWERS)
                        .authorizationRequestConverters(converters -> converters.replaceAll(asked -> new AskedWrongly(asked, clients)))
                        .authenticationProviders(providers -> decides(providers, answer, makers.codes()))));
    }

    private static void comparesHashes(AuthenticationProvider provider) {
        if (provider instanceof ClientSecretAuthenticationProvider secrets) {
            secrets.setPasswordEncoder(new SecretHashes());
        }
    }

    private static AuthenticationProvider givesTokens(AuthenticationProvider provider, Makers makers) {
        if (provider instanceof OAuth2ClientCredentialsAuthenticationProvider itself) {
            itself.setAuthenticationValidator(new NoScopeOfItsOwn());
        }
        return provider instanceof OAuth2DeviceCodeAuthenticationProvider ? makers.polls().apply(provider) : provider;
    }

    private static void keepsTheRules(AuthenticationProvider provider) {
        if (provider instanceof OAuth2PushedAuthorizationRequestAuthenticationProvider pushed) {
            pushed.setAuthenticationValidator(new RequestRules());
        }
    }

    private static void decides(List<AuthenticationProvider> providers, ConsentAnswer answer, CodeMaker codes) {
        for (AuthenticationProvider provider : providers) {
            if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider request) {
                request.setAuthenticationValidator(new RequestRules());
                request.setAuthorizationConsentRequired(always -> true);
            } else if (provider instanceof OAuth2AuthorizationConsentAuthenticationProvider consent) {
                consent.setAuthorizationConsentCustomizer(answer);
                consent.setAuthorizationCodeGenerator(codes);
            }
        }
    }
}
