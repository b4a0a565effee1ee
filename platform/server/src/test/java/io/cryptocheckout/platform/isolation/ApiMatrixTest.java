package io.cryptocheckout.platform.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.journey.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * With an API key or an app's token of one store, or of the other mode, the name of another store's things answers as a name that nobody has, in every
 * place where the specification takes one.
 */
@TestMethodOrder(OrderAnnotation.class)
class ApiMatrixTest {
    private static Shop victim;
    private static Shop intruder;
    private static Rows rows;
    private static Map<String, String> before;
    private static Visitor program;

    @BeforeAll
    static void open() {
        Pair pair = Pair.shared();
        victim = pair.victim();
        intruder = pair.intruder();
        rows = pair.rows();
        program = Visitor.stranger(pair.base());
        before = rows.standing(victim);
    }

    static Stream<ApiMatrix.Place> places() {
        return ApiMatrix.places().stream();
    }

    static Stream<Contract.Operation> lists() {
        return Contract.operations().stream().filter(operation -> !operation.changes() && !operation.path().contains("{"));
    }

    /** Whose name is used with a key of the intruder's. */
    private record Sight(String what, boolean livemode, String name) {}

    private static List<Sight> sights(Kind kind) {
        List<Sight> sights = new ArrayList<>();
        sights.add(new Sight("another store's", false, victim.name(kind, false)));
        if (kind.moded) {
            sights.add(new Sight("another store's, live", true, victim.name(kind, true)));
            sights.add(new Sight("the live one with a test key", false, intruder.name(kind, true)));
            sights.add(new Sight("the test one with a live key", true, intruder.name(kind, false)));
        }
        return sights;
    }

    @Order(1)
    @Test
    void everyOperationIsInTheList() {
        assertThat(Contract.operations()).hasSize(Counts.of("operations"));
        assertThat(ApiMatrix.places()).hasSize(Counts.of("places-of-the-api"));
        assertThat(ApiMatrix.places()).extracting(place -> place.operation().id()).containsAll(
                Contract.operations().stream().filter(one -> one.path().contains("{") || !one.changes()).map(Contract.Operation::id)
                        .toList());
    }

    @Order(2)
    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void aForeignNameAnswersAsOneThatNobodyHas(ApiMatrix.Place place) {
        for (Sight sight : sights(place.kind())) {
            String nobodys = place.kind().like(sight.name());
            ApiMatrix.credentials(place.operation(), intruder, sight.livemode()).forEach((scheme, credential) -> {
                String what = sight.what() + " by " + scheme;
                Answer foreign = place.asked(program, credential, sight.name()).without(sight.name());
                assertThat(foreign.difference(place.asked(program, credential, nobodys).without(nobodys))).as(what).isEmpty();
                assertThat(foreign.status()).as(what + " " + foreign).isLessThan(500);
            });
        }
    }

    @Order(3)
    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void aListHoldsNothingOfAnotherStoreOrMode(Contract.Operation operation) {
        for (boolean livemode : new boolean[]{false, true}) {
            ApiMatrix.credentials(operation, intruder, livemode).values().forEach(one -> holdsNothingForeign(operation, livemode, one));
        }
    }

    private static void holdsNothingForeign(Contract.Operation operation, boolean livemode, String credential) {
        Map<String, String> key = Map.of("Authorization", "Bearer " + credential);
        Answer list = program.api("GET", operation.path() + "?limit=100", "", key);
        if (list.status() == 400) {
            list = program.api("GET", operation.path(), "", key);
        }
        assertThat(list.status()).as(list.page()).isEqualTo(200);
        for (Kind kind : Kind.values()) {
            assertThat(list.page()).as(kind.name()).doesNotContain(victim.name(kind, false)).doesNotContain(victim.name(kind, true));
            if (kind.moded) {
                assertThat(list.page()).as("the other mode's " + kind).doesNotContain(intruder.name(kind, !livemode));
            }
        }
    }

    @Order(4)
    @Test
    void anotherStoresReferenceAndIdempotencyKeyAreNobodysToo() {
        String key = UUID.randomUUID().toString();
        String order = "{\"amount\":{\"value\":\"50.00\",\"currency\":\"USD\"},\"reference\":\"same-" + key + "\",\"reuseOpen\":true}";
        List<String> made = new ArrayList<>();
        for (String secret : List.of(victim.key(false), victim.token(false), intruder.key(false), intruder.token(false))) {
            Answer answer = program.api("POST", "/api/v1/checkout_sessions", order,
                    Map.of("Authorization", "Bearer " + secret, "Content-Type", "application/json", "Idempotency-Key", key));
            assertThat(answer.headers()).doesNotContainKey("idempotent-replayed");
            made.add(JsonMapper.shared().readTree(answer.page()).get("id").asString());
        }
        assertThat(made.get(1)).as("the store's own order, by its reference").isEqualTo(made.getFirst());
        assertThat(made.get(2)).isNotEqualTo(made.getFirst());
        assertThat(made.getLast()).isEqualTo(made.get(2));
    }

    /** The one before asked with the victim's own key, and so left an answer in its store. */
    @Order(3)
    @Test
    void nothingOfTheOtherStoreHasChanged() {
        assertThat(rows.digest(victim)).isEqualTo(before);
        assertThat(victim.run.context.getBean(AuditLog.class).verify(victim.caller(false)).brokenAt()).isNull();
    }

    /** Without this the matrix could be right because nothing ever works. */
    @Order(5)
    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void theSameRequestWorksWithOnesOwnName(ApiMatrix.Place place) {
        ApiMatrix.credentials(place.operation(), victim, false).forEach((scheme, credential) -> {
            Kind kind = place.kindThatWorks();
            Answer answer = place.asked(program, credential, scheme.equals("oauth2") ? victim.freshOfApp(kind) : victim.fresh(kind));
            if (!"storeId".equals(place.parameter())) {
                assertThat(answer.status()).as(scheme + " " + answer.page()).isBetween(200, 299);
            }
        });
    }
}
