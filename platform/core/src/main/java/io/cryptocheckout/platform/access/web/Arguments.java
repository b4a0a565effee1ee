package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.access.SignedIn;
import io.cryptocheckout.platform.authority.AppCaller;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.OrganizationCaller;
import io.cryptocheckout.platform.database.IdempotencyKey;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.Stores;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.WebUtils;

/**
 * Gives controllers who is calling: the {@code Caller} of the key or of the signed-in person, the
 * {@code OrganizationCaller} of an organization's key, the {@code AppCaller} of an app's token for itself, the person's {@code DashboardSession}, and the {@code IdempotencyKey} of the request.
 */
@Configuration(proxyBeanMethods = false)
class Arguments implements WebMvcConfigurer {
    private static final String DASHBOARD = DashboardSession.class.getName();
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,253}[\\x21-\\x7e])?");

    private final Stores stores;

    Arguments(Stores stores) {
        this.stores = stores;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new Argument(Caller.class, this::caller));
        resolvers.add(new Argument(OrganizationCaller.class, request -> organization()));
        resolvers.add(new Argument(AppCaller.class, request -> app()));
        resolvers.add(new Argument(DashboardSession.class, this::dashboard));
        resolvers.add(new Argument(IdempotencyKey.class, this::idempotencyKey));
    }

    private Caller caller(HttpServletRequest request) {
        return authentication() instanceof KeyAuthentication.OfStore key
                ? key.caller()
                : dashboard(request).caller();
    }

    private static OrganizationCaller organization() {
        if (authentication() instanceof KeyAuthentication.OfOrganization key) {
            return key.caller();
        }
        throw new Refused(Refusal.PERMISSION_MISSING, null,
                "This credential lacks the scope " + OrganizationCaller.SCOPE + ", which only an organization's own key (ok_…) holds.");
    }

    private static AppCaller app() {
        if (authentication() instanceof KeyAuthentication.OfApp token) {
            return token.caller();
        }
        throw new Refused(Refusal.PERMISSION_MISSING, null, "This credential lacks the scope " + AppCaller.SCOPE
                + ", which only an app's token for itself holds; get one by grant_type=client_credentials.");
    }

    private DashboardSession dashboard(HttpServletRequest request) {
        Authentication authentication = authentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof SignedIn person)) {
            throw new InsufficientAuthenticationException("nobody has signed in");
        }
        // One for the whole request, so that the frame and the page look up the person's stores together.
        if (request.getAttribute(DASHBOARD) instanceof DashboardSession known) {
            return known;
        }
        DashboardSession session = new DashboardSession(person, request.getSession(), request.getRemoteAddr(), stores);
        request.setAttribute(DASHBOARD, session);
        return session;
    }

    private @Nullable IdempotencyKey idempotencyKey(HttpServletRequest request) {
        List<String> sent = Collections.list(request.getHeaders(IDEMPOTENCY_KEY));
        if (sent.isEmpty()) {
            return null;
        }
        String key = sent.getFirst();
        if (sent.size() > 1 || !USABLE.matcher(key).matches()) {
            throw new Refused(Refusal.IDEMPOTENCY_KEY_INVALID, IDEMPOTENCY_KEY,
                    "An Idempotency-Key is sent once and has 1 to 255 printable ASCII characters, for example a UUID.");
        }
        BodyFilter.WithBody body = WebUtils.getNativeRequest(request, BodyFilter.WithBody.class);
        if (body == null) {
            throw new IllegalStateException("Idempotency keys are for the API, whose bodies are kept");
        }
        String query = request.getQueryString();
        String path = query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
        return IdempotencyKey.of(key, who(request), request.getMethod(), path,
                body.body());
    }

    /** All tokens of an app for itself share one, as all keys of a store do. */
    private String who(HttpServletRequest request) {
        return authentication() instanceof KeyAuthentication.OfApp token
                ? "app:" + token.caller().appId()
                : caller(request).principal().idempotencyName();
    }

    private static @Nullable Authentication authentication() {
        return SecurityContextHolder.getContext().getAuthentication();
    }

    private record Argument(Class<?> type,
            Function<HttpServletRequest, @Nullable Object> source) implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == type;
        }

        @Override
        public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
                NativeWebRequest request, @Nullable WebDataBinderFactory binder) {
            HttpServletRequest asked = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
            Object value = source.apply(asked);
            if (value instanceof Caller caller) {
                RefusedActs.by(asked, caller);
                MDC.put(RequestIds.STORE_ID, IdKind.STORE.format(caller.scope().storeId()));
            }
            return value;
        }
    }
}
