package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.access.AccessProperties;
import io.cryptocheckout.platform.access.AllowedRate;
import io.cryptocheckout.platform.access.Bearer;
import io.cryptocheckout.platform.access.Doors;
import io.cryptocheckout.platform.access.PagePolicy;
import io.cryptocheckout.platform.access.Person;
import io.cryptocheckout.platform.access.ProtocolEndpoints;
import io.cryptocheckout.platform.access.RequestRates;
import io.cryptocheckout.platform.access.SignedIn;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import io.cryptocheckout.platform.access.PublicPaths;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/** Who may reach what: the API by a bearer credential, the public pages by anybody, everything else by a signed-in person. */
@Configuration(proxyBeanMethods = false)
class SecurityChains {
    private static final long A_YEAR = Duration.ofDays(365).toSeconds();
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private static final String[] PUBLIC = {"/webhooks/**", "/.well-known/**", "/checkout/**", "/checkout-assets/**",
            "/admin-assets/**", "/webjars/**", "/error", "/dev/mail", "/favicon.ico", "/robots.txt", "/actuator/health",
            "/actuator/health/**"};

    private final AccessProperties properties;

    SecurityChains(AccessProperties properties) {
        this.properties = properties;
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, List<Bearer> sorts, RequestRates rates, ErrorAnswers errors) {
        AllowedRate wrongKeys = new AllowedRate(properties.refusedKeysPerMinute(), Duration.ofMinutes(1));
        stateless(http.securityMatcher("/api/**"));
        headers(http, NOTHING);
        http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(failures -> failures
                        .authenticationEntryPoint((request, response, failure) -> errors.write(response, errors.of(failure)))
                        .accessDeniedHandler((request, response, failure) -> errors.write(response, errors.of(failure))))
                .addFilterBefore(new VersionFilter(errors), AuthorizationFilter.class)
                .addFilterBefore(new BearerFilter(sorts, wrongKeys, errors), AuthorizationFilter.class)
                .addFilterBefore(new RequestRateFilter(rates, errors), AuthorizationFilter.class)
                .addFilterBefore(new OrganizationWall(errors), AuthorizationFilter.class)
                .addFilterBefore(new AppWall(errors), AuthorizationFilter.class)
                .addFilterBefore(new BodyFilter(errors), AuthorizationFilter.class);
        return http.build();
    }

    /** Protocols that rooms serve by filters of their own, for a person's browser and for programs that show who they are. */
    @Bean
    @Order(0)
    SecurityFilterChain protocols(HttpSecurity http, ObjectProvider<ProtocolEndpoints> offered, Doors doors) {
        headers(http, PagePolicy.OWN_ONLY);
        lean(http);
        http.logout(AbstractHttpConfigurer::disable);
        offered.getIfAvailable(() -> new ProtocolEndpoints(none -> none.securityMatcher(request -> false))).open().accept(http);
        http.authorizeHttpRequests(requests -> requests.anyRequest().access((known, request) -> new AuthorizationDecision(
                known.get() instanceof Authentication caller && (caller.getPrincipal() instanceof SignedIn
                        || (!(caller.getPrincipal() instanceof Person) && caller.isAuthenticated())))))
                .exceptionHandling(failures -> failures.accessDeniedHandler(new Unfinished())
                        .authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint(SignInDoor.LOGIN)))
                .addFilterBefore(new StandingFilter(doors), ExceptionTranslationFilter.class);
        DefaultSecurityFilterChain chain = http.build();
        // What is posted here comes from programs, or carries a state that one person alone was given.
        chain.getFilters().removeIf(CsrfFilter.class::isInstance);
        return chain;
    }

    /** Pages for customers and intake from providers: no session, no cookie, so nothing that another site could ride on. */
    @Bean
    @Order(2)
    SecurityFilterChain publicPages(HttpSecurity http, List<PublicPaths> more) {
        String[] paths = Stream
                .concat(Arrays.stream(PUBLIC), more.stream().flatMap(one -> one.patterns().stream()))
                .toArray(String[]::new);
        stateless(http.securityMatcher(paths));
        headers(http, PagePolicy.OWN_ONLY);
        return http.exceptionHandling(AbstractHttpConfigurer::disable).build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain dashboard(HttpSecurity http, SignInDoor door, Doors doors) {
        headers(http, PagePolicy.OWN_ONLY);
        lean(http);
        http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll()
                .requestMatchers("/signup/confirm").authenticated()
                .requestMatchers("/login", "/login/**", "/signup", "/signup/**").permitAll()
                .anyRequest().access((person, request) -> new AuthorizationDecision(
                        person.get() instanceof Authentication known && known.getPrincipal() instanceof SignedIn)))
                .exceptionHandling(failures -> failures.accessDeniedHandler(new Unfinished()))
                .addFilterBefore(new StandingFilter(doors), ExceptionTranslationFilter.class);
        door.openIn(http);
        return http.build();
    }

    /** A Host header that is not ours is refused: a page of another site whose name was bent to this address gets nothing. */
    @Bean
    HttpFirewall hostFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        if (!properties.allowedHosts().isEmpty()) {
            firewall.setAllowedHostnames(host -> properties.allowedHosts().stream().anyMatch(host::equalsIgnoreCase));
        }
        return firewall;
    }

    /** What the firewall refuses before any filter: to programs the error object, to people the error page. */
    @Bean
    RequestRejectedHandler refusedByTheFirewall(ErrorAnswers errors) {
        return (request, response, rejected) -> {
            if (ErrorAnswers.isMachine(request)) {
                errors.write(request, response, errors.ofStatus(HttpServletResponse.SC_BAD_REQUEST));
            } else {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            }
        };
    }

    /** Without what nobody here would miss: every filter of a chain is proved to do something. */
    private static void lean(HttpSecurity http) {
        http.anonymous(AbstractHttpConfigurer::disable).servletApi(AbstractHttpConfigurer::disable);
    }

    private static void stateless(HttpSecurity http) {
        lean(http);
        // Whoever is refused is not remembered in a session either.
        http.setSharedObject(RequestCache.class, new NullRequestCache());
        http.securityContext(AbstractHttpConfigurer::disable).sessionManagement(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable).formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable);
    }

    private void headers(HttpSecurity http, String contentSecurityPolicy) {
        http.headers(headers -> headers
                .contentSecurityPolicy(policy -> policy.policyDirectives(contentSecurityPolicy))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy("camera=(), microphone=(), geolocation=()"))
                .httpStrictTransportSecurity(hsts -> {
                    if (properties.httpsOnly()) {
                        hsts.includeSubDomains(true).maxAgeInSeconds(A_YEAR).requestMatcher(AnyRequestMatcher.INSTANCE);
                    } else {
                        hsts.disable();
                    }
                }));
    }
}
