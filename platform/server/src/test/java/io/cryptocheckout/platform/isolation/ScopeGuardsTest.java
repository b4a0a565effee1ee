package io.cryptocheckout.platform.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.AppCaller;
import io.cryptocheckout.platform.authority.OrganizationCaller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.journey.Contract;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * A key, and an app's token, with every scope but the one that an operation names is refused there. Then the check for that scope is taken out of the
 * running program, and the same request is refused no more: so it is this check that refuses, and this test that would tell.
 */
class ScopeGuardsTest {
    private static final Map<Permission, String> KEYS = new EnumMap<>(Permission.class);
    private static final Map<Permission, String> TOKENS = new EnumMap<>(Permission.class);
    private static Pair pair;
    private static Visitor program;

    @BeforeAll
    static void open() {
        pair = Pair.shared();
        program = Visitor.stranger(pair.base());
        RemovedCheck.install();
    }

    @AfterAll
    static void putBack() {
        RemovedCheck.none();
    }

    /**
     * One scope of one operation.
     *
     * @param permission
     *            null for the scopes that keys of organizations alone, and tokens of apps for themselves alone, hold
     */
    record Guard(Contract.Operation operation, String scope, @Nullable Permission permission) {

        @Override
        public String toString() {
            return scope + " of " + operation.id();
        }
    }

    static Stream<Guard> guards() {
        return Contract.operations().stream().map(operation -> {
            String scope = operation.declared().path("x-required-scope").asString("none");
            Permission permission = Permission.of(scope);
            assertThat(permission != null || scope.equals(OrganizationCaller.SCOPE) || scope.equals(AppCaller.SCOPE))
                    .as(operation.id() + " needs " + scope).isTrue();
            return new Guard(operation, scope, permission);
        });
    }

    /** Those of operations that a token may do, which is every one that a store's key may. */
    static Stream<Guard> guardsOfStores() {
        return guards().filter(guard -> guard.permission() != null);
    }

    @Test
    void everyOperationOfAStoreTakesAKeyAndATokenWithTheSameScope() {
        assertThat(guardsOfStores()).allSatisfy(guard -> assertThat(guard.operation().declared().path("security").toString())
                .isEqualTo("[{\"apiKey\":[\"%1$s\"]},{\"oauth2\":[\"%1$s\"]}]".formatted(guard.scope())));
    }

    @Test
    void everyOperationNamesAScope() {
        assertThat(guards()).hasSize(Counts.of("scopes-of-operations")).hasSameSizeAs(Contract.operations());
    }

    @ParameterizedTest(name = "without {0}")
    @MethodSource("guards")
    void aKeyWithoutTheScopeIsRefused(Guard guard) {
        refused(guard, key(guard), "a key");
    }

    @ParameterizedTest(name = "without {0}")
    @MethodSource("guardsOfStores")
    void aTokenWithoutTheScopeIsRefused(Guard guard) {
        refused(guard, TOKENS.computeIfAbsent(Objects.requireNonNull(guard.permission()), pair.intruder()::tokenWithout), "a token");
    }

    private static void refused(Guard guard, String credential, String what) {
        Answer refused = asked(guard, credential);
        assertThat(refused.status()).as(refused.page()).isEqualTo(403);
        assertThat(JsonMapper.shared().readTree(refused.page()).at("/error/code").asString()).isEqualTo("permission_missing");
        without(guard, () -> {
            Answer answer = asked(guard, credential);
            assertThat(answer.status()).as("nothing else refuses: " + answer.page()).isNotEqualTo(403);
            Guards.told("scope " + guard, what + " without the scope is refused (" + answer.status() + ")");
        });
    }

    private static void without(Guard guard, Runnable act) {
        if (guard.permission() == null) {
            OpenToAll.during(pair, act);
            return;
        }
        RemovedCheck.of(guard.permission());
        try {
            act.run();
        } finally {
            RemovedCheck.none();
        }
    }

    private static String key(Guard guard) {
        return guard.permission() == null
                ? pair.intruder().key(false)
                : KEYS.computeIfAbsent(guard.permission(), pair.intruder()::keyWithout);
    }

    private static Answer asked(Guard guard, String credential) {
        String path = guard.operation().path();
        if (path.contains("{")) {
            Kind kind = ApiMatrix.resource(guard.operation());
            path = path.replaceAll("\\{\\w+}", kind.like(pair.intruder().name(kind, false)));
        }
        return program.api(guard.operation().method().toUpperCase(Locale.ROOT), path, ApiMatrix.body(guard.operation()),
                Map.of("Authorization", "Bearer " + credential, "Content-Type", "application/json", "Idempotency-Key",
                        UUID.randomUUID().toString()));
    }
}
