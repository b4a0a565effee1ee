package io.cryptocheckout.platform.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.isolation.Chains.Guard;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every filter before the pages and the API does something that a request can tell: it is taken from the running server, and missed. */
@TestMethodOrder(OrderAnnotation.class)
class FilterGuardsTest {
    private static Chains chains;
    private static FilterProbes probes;

    @BeforeAll
    static void open() {
        Pair pair = Pair.shared();
        chains = new Chains(pair.victim().run.context);
        probes = new FilterProbes(pair, chains);
    }

    static Stream<Guard> guards() {
        return chains.guards().stream();
    }

    @Order(1)
    @Test
    void everyFilterIsInTheList() {
        assertThat(guards()).hasSize(Counts.of("filters"));
        // None of ours stands beside the filters, where this list would not see it.
        assertThat(Pair.shared().victim().run.context.getBeansOfType(org.springframework.web.servlet.HandlerInterceptor.class)).isEmpty();
        assertThat(Pair.shared().victim().run.context.getBeansOfType(RequestMappingHandlerMapping.class)).isNotEmpty();
    }

    @Order(2)
    @ParameterizedTest
    @ValueSource(strings = {"api", "public", "dashboard", "protocols", "servlet"})
    void allIsAsItShouldBe(String place) {
        for (Map.Entry<String, BooleanSupplier> probe : probes.of(place).entrySet()) {
            assertThat(probe.getValue().getAsBoolean()).as(probe.getKey()).isTrue();
        }
    }

    @Order(3)
    @ParameterizedTest(name = "without {0}")
    @MethodSource("guards")
    void itIsMissed(Guard guard) {
        chains.without(guard, () -> {
            String red = probes.of(guard.place()).entrySet().stream().filter(probe -> !holds(probe.getValue())).map(Map.Entry::getKey)
                    .findFirst().orElse(null);
            assertThat(red).as("what nobody misses has no place in the chain").isNotNull();
            Guards.told("filter " + guard, red);
        });
    }

    private static boolean holds(BooleanSupplier probe) {
        try {
            return probe.getAsBoolean();
        } catch (IllegalStateException broken) {
            return false;
        }
    }
}
