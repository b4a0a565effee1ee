package io.cryptocheckout.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.AbstractValidatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Spring Authorization Server with nothing around it, in a JVM of its own: one client, everything in memory. {@code stock} is as it comes,
 * with bcrypt for the client's secret and signed tokens; {@code opaque} hashes the secret once by SHA-256 and gives opaque tokens, as the
 * platform does. Prints its port.
 */
final class BareAuthorizationServer {
    static final String CLIENT = "bench";
    static final String SECRET = "cks_bench";

    private BareAuthorizationServer() {}

    public static void main(String[] arguments) {
        AnnotationConfigServletWebServerApplicationContext context = new AnnotationConfigServletWebServerApplicationContext();
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("bench", Map.of("bench.opaque", arguments[0].equals("opaque"))));
        context.setEnvironment(environment);
        context.register(Server.class);
        context.refresh();
        System.out.println("port " + Objects.requireNonNull(context.getWebServer()).getPort());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    static class Server {

        @Bean
        TomcatServletWebServerFactory tomcat() {
            TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
            factory.setRegisterDefaultServlet(true);
            return factory;
        }

        @Bean
        SecurityFilterChain authorizationServer(HttpSecurity http) {
            OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
            return http.securityMatcher(server.getEndpointsMatcher()).with(server, all -> {})
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated()).build();
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }

        @Bean
        PasswordEncoder secrets(Environment environment) {
            return opaque(environment) ? new Sha256() : PasswordEncoderFactories.createDelegatingPasswordEncoder();
        }

        @Bean
        RegisteredClientRepository clients(PasswordEncoder secrets, Environment environment) {
            OAuth2TokenFormat format = opaque(environment) ? OAuth2TokenFormat.REFERENCE : OAuth2TokenFormat.SELF_CONTAINED;
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId(CLIENT).clientId(CLIENT)
                    .clientSecret(secrets.encode(SECRET)).clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .tokenSettings(TokenSettings.builder().accessTokenFormat(format).build()).build());
        }

        @Bean
        JWKSource<SecurityContext> keys() throws JOSEException {
            RSAKey key = new RSAKeyGenerator(2048).keyID("bench").generate();
            return new ImmutableJWKSet<>(new JWKSet(List.of(key)));
        }

        private static boolean opaque(Environment environment) {
            return Boolean.TRUE.equals(environment.getProperty("bench.opaque", Boolean.class));
        }
    }

    /** Right for secrets that are random, where there is nothing to guess. */
    private static final class Sha256 extends AbstractValidatingPasswordEncoder {

        @Override
        protected String encodeNonNullPassword(String secret) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected boolean matchesNonNull(String secret, String encoded) {
            return MessageDigest.isEqual(encodeNonNullPassword(secret).getBytes(StandardCharsets.UTF_8),
                    encoded.getBytes(StandardCharsets.UTF_8));
        }
    }
}
