package io.cryptocheckout.platform.isolation;

import io.cryptocheckout.platform.authority.AppCaller;
import io.cryptocheckout.platform.authority.OrganizationCaller;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** The running server as if nobody looked whether a credential is an organization's or an app's: whoever calls is taken for it. */
record OpenToAll(Pair pair) implements HandlerMethodArgumentResolver {

    static void during(Pair pair, Runnable act) {
        RequestMappingHandlerAdapter adapter = pair.victim().run.context.getBean(RequestMappingHandlerAdapter.class);
        List<HandlerMethodArgumentResolver> usual = adapter.getArgumentResolvers();
        List<HandlerMethodArgumentResolver> open = new ArrayList<>(List.of(new OpenToAll(pair)));
        open.addAll(usual);
        adapter.setArgumentResolvers(open);
        try {
            act.run();
        } finally {
            adapter.setArgumentResolvers(usual);
        }
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == OrganizationCaller.class || parameter.getParameterType() == AppCaller.class;
    }

    @Override
    public Object resolveArgument(MethodParameter parameter, ModelAndViewContainer container, NativeWebRequest request,
            WebDataBinderFactory binder) {
        return parameter.getParameterType() == AppCaller.class
                ? new AppCaller(pair.intruder().app(), pair.intruder().person())
                : new OrganizationCaller(pair.intruder().organization, false, pair.intruder().person());
    }
}
