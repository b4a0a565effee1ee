package io.cryptocheckout.platform.isolation;

import jakarta.servlet.Filter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;

/** The filters that a request of the running server goes through, to be taken away and put back. */
final class Chains {
    private static final Map<String, String> NAMES = Map.of("/api/v1/x", "api", "/checkout/x", "public", "/dashboard", "dashboard",
            "/oauth2/authorize", "protocols");

    private final Map<String, SecurityFilterChain> chains = new LinkedHashMap<>();
    private final ConfigurableApplicationContext context;

    Chains(ConfigurableApplicationContext context) {
        this.context = context;
        for (SecurityFilterChain chain : context.getBeanProvider(SecurityFilterChain.class).orderedStream().toList()) {
            String name = NAMES.entrySet().stream().filter(one -> chain.matches(request("GET", one.getKey())))
                    .map(Map.Entry::getValue).filter(one -> !chains.containsKey(one)).findFirst()
                    .orElseThrow(() -> new IllegalStateException("Nobody said what " + chain + " is for: add it to NAMES"));
            chains.put(name, chain);
        }
    }

    static MockHttpServletRequest request(String method, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        request.setAsyncSupported(true);
        return request;
    }

    /**
     * Something that stands before the pages.
     *
     * @param place
     *            the chain it belongs to; {@code servlet} for those of ours that stand outside of all chains
     */
    record Guard(String place, String name, int position) {

        @Override
        public String toString() {
            return name + " of " + place;
        }
    }

    List<Guard> guards() {
        List<Guard> guards = new ArrayList<>();
        chains.forEach((name, chain) -> {
            for (int i = 0; i < chain.getFilters().size(); i++) {
                guards.add(new Guard(name, chain.getFilters().get(i).getClass().getSimpleName(), i));
            }
        });
        context.getBeansOfType(Filter.class).forEach((bean, filter) -> {
            if (filter.getClass().getName().startsWith("io.cryptocheckout")) {
                guards.add(new Guard("servlet", bean, -1));
            }
        });
        return guards;
    }

    Class<?> type(Guard guard) {
        return chains.get(guard.place()).getFilters().get(guard.position()).getClass();
    }

    /** Runs something while a filter is missing from the live server. */
    void without(Guard guard, Runnable act) {
        if (guard.position() < 0) {
            withoutServletFilter(guard.name(), act);
            return;
        }
        List<Filter> filters = chains.get(guard.place()).getFilters();
        Filter removed = filters.remove(guard.position());
        try {
            act.run();
        } finally {
            filters.add(guard.position(), removed);
        }
    }

    private void withoutServletFilter(String name, Runnable act) {
        TomcatWebServer server = (TomcatWebServer) ((ServletWebServerApplicationContext) context).getWebServer();
        Context site = (Context) server.getTomcat().getHost().findChildren()[0];
        List<FilterMap> all = Arrays.asList(site.findFilterMaps());
        all.stream().filter(map -> map.getFilterName().equals(name)).forEach(site::removeFilterMap);
        if (site.findFilterMaps().length == all.size()) {
            throw new IllegalStateException("There is no filter " + name);
        }
        try {
            act.run();
        } finally {
            // Their order is the order in which they were added.
            Arrays.asList(site.findFilterMaps()).forEach(site::removeFilterMap);
            all.forEach(site::addFilterMap);
        }
    }

    /** One chain as it stands now, without some of its filters: for a request that is made here, not sent. */
    FilterChainProxy alone(String place, Class<?>... left) {
        SecurityFilterChain chain = chains.get(place);
        List<Filter> filters = chain.getFilters().stream().filter(one -> !List.of(left).contains(one.getClass())).toList();
        return new FilterChainProxy(new DefaultSecurityFilterChain(chain::matches, filters));
    }
}
