package io.cryptocheckout.platform.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** How often programs may ask, and how they are answered who ask too often or are not who they say. */
class ProgramRatesTest {
    private final ProgramRates rates = new ProgramRates(2);

    @Test
    void anAddressThatAsksTooOftenIsToldToWaitAndOthersGoOn() throws IOException {
        assertThat(rates.convert(from("203.0.113.7"))).isNull();
        assertThat(rates.convert(from("203.0.113.7"))).isNull();
        MockHttpServletRequest third = from("203.0.113.7");
        OAuth2AuthenticationException refused = catchThrowableOfType(OAuth2AuthenticationException.class, () -> rates.convert(third));
        assertThat(rates.convert(from("203.0.113.8"))).isNull();

        MockHttpServletResponse answer = new MockHttpServletResponse();
        rates.onAuthenticationFailure(third, answer, refused);
        assertThat(answer.getStatus()).isEqualTo(429);
        assertThat(Integer.parseInt(String.valueOf(answer.getHeader("Retry-After")))).isPositive();
        assertThat(answer.getContentAsString()).contains("\"error\":\"rate_limited\"").contains("error_description");
    }

    @Test
    void whoIsNotTheClientThatHeNamesLearnsNoMore() throws IOException {
        MockHttpServletResponse answer = new MockHttpServletResponse();
        rates.onAuthenticationFailure(from("203.0.113.7"), answer, new OAuth2AuthenticationException(
                new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT, "Client authentication failed: client_secret", null)));
        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(answer.getContentAsString()).isEqualTo("{\"error\":\"invalid_client\"}");
    }

    private static MockHttpServletRequest from(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/oauth2/token");
        request.setRemoteAddr(address);
        return request;
    }
}
