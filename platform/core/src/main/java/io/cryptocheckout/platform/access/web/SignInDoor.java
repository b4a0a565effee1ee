package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.access.AccessProperties;
import io.cryptocheckout.platform.access.AccountView;
import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.AllowedRate;
import io.cryptocheckout.platform.access.Doors;
import io.cryptocheckout.platform.access.Person;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The sign-in of people: by e-mail address and password, with a new session at every sign-in. Failed attempts are counted
 * by address of the network and by account, so that neither one guesser nor many can go on for long.
 */
@Component
class SignInDoor {
    static final String LOGIN = "/login";
    private static final String SIGN_UP = "/signup";
    private static final int AN_ACCOUNTS_SHARE = 10;

    private final Accounts accounts;
    private final Doors doors;
    private final AllowedRate byAddress;
    private final AllowedRate byAccount;
    private final AllowedRate signUps;

    SignInDoor(Accounts accounts, Doors doors, AccessProperties properties) {
        this.accounts = accounts;
        this.doors = doors;
        Duration window = Duration.ofMinutes(15);
        this.byAddress = new AllowedRate(properties.signInsPerQuarterHour(), window);
        this.byAccount = new AllowedRate(properties.signInsPerQuarterHour() / AN_ACCOUNTS_SHARE, window);
        this.signUps = new AllowedRate(properties.signUpsPerHour(), Duration.ofHours(1));
    }

    void openIn(HttpSecurity http) {
        http.authenticationProvider(new ByPassword())
                .formLogin(form -> form.loginPage(LOGIN).usernameParameter("email").passwordParameter("password")
                        .successHandler(new Welcome())
                        .failureHandler((request, response, failure) -> response
                                .sendRedirect(failure instanceof LockedException ? "/login?throttled" : "/login?error")))
                .logout(logout -> logout.logoutUrl("/logout").logoutSuccessUrl("/login?signedOut")
                        .deleteCookies(BrowserSessions.COOKIE, BrowserSessions.SECURE_COOKIE))
                .addFilterBefore(new SignUpRate(), UsernamePasswordAuthenticationFilter.class);
    }

    /** Checks the password; every failure is the same failure. */
    private final class ByPassword implements AuthenticationProvider {

        @Override
        public Authentication authenticate(Authentication asked) throws AuthenticationException {
            String email = asked.getName();
            String network = asked.getDetails() instanceof WebAuthenticationDetails details
                    ? details.getRemoteAddress()
                    : "unknown";
            String account = Accounts.keyOf(email);
            if (!byAddress.take(network).allowed() | !byAccount.take(account).allowed()) {
                throw new LockedException("too many failed sign-ins");
            }
            Person found = verify(email, Objects.toString(asked.getCredentials(), ""));
            byAddress.giveBack(network);
            byAccount.giveBack(account);
            return Doors.authentication(found);
        }

        private Person verify(String email, String password) {
            try {
                AccountView found = accounts.verify(email, password);
                Person arrived = found == null ? null : doors.arrived(found.id());
                if (arrived == null) {
                    throw new BadCredentialsException("address and password do not belong together");
                }
                return arrived;
            } catch (Refused busy) {
                throw new LockedException(busy.text());
            }
        }

        @Override
        public boolean supports(Class<?> authentication) {
            return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
        }
    }

    /** Notes where the person came from, and goes on to the page that was asked for. */
    private final class Welcome extends SavedRequestAwareAuthenticationSuccessHandler {

        Welcome() {
            setDefaultTargetUrl("/dashboard");
        }

        @Override
        public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication entered)
                throws ServletException, IOException {
            if (entered.getPrincipal() instanceof Person person) {
                doors.opened(request, person, "password");
            }
            super.onAuthenticationSuccess(request, response, entered);
        }
    }

    /** Slows down whoever makes accounts by the dozen. */
    private final class SignUpRate extends OncePerRequestFilter {

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return !"POST".equals(request.getMethod()) || !SIGN_UP.equals(request.getServletPath());
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (signUps.take(request.getRemoteAddr()).allowed()) {
                chain.doFilter(request, response);
            } else {
                response.sendRedirect("/signup?throttled");
            }
        }
    }
}
