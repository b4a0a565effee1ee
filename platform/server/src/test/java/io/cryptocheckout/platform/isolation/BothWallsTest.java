package io.cryptocheckout.platform.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.isolation.ApiMatrix.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two walls stand between stores: the policies of the database, and the store in every statement of ours. Each alone holds; without both
 * the matrix of foreign names turns red in every place, which shows that it would tell.
 */
@TestMethodOrder(OrderAnnotation.class)
class BothWallsTest {
    private static final String APPS = """
            from pg_policies where roles = '{checkout_app}'
            and schemaname in (select nspname from pg_namespace where nspowner = 'checkout_owner'::regrole)""";

    private static Pair pair;
    private static Visitor program;
    private static BlindSql blind;
    private static List<String> restore;

    @BeforeAll
    static void open() {
        pair = Pair.shared();
        program = Visitor.stranger(pair.base());
        blind = new BlindSql(pair.victim().run.context.getBean(Database.class), pair.intruder().storeId);
        restore = pair.rows().list("select format('alter policy %I on %I.%I using (%s)%s', policyname, schemaname, tablename, qual,"
                + " ' with check (' || with_check || ')') " + APPS);
        assertThat(restore).isNotEmpty();
    }

    @AfterAll
    static void putBack() {
        policies(true);
        blind.see();
    }

    private static void policies(boolean standing) {
        (standing
                ? restore
                : pair.rows()
                        .list("select format('alter policy %I on %I.%I using (true) with check (true)', policyname, schemaname, tablename) "
                                + APPS))
                .forEach(pair.rows()::execute);
    }

    static Stream<Place> places() {
        return ApiMatrix.places().stream().filter(place -> !"storeId".equals(place.parameter()));
    }

    /**
     * A list goes on after a place in its order, whether somebody's thing stands there or not; and no log tells of a shop's new key or app. What is
     * an app's is found by the app, whatever becomes of the walls between stores.
     */
    static Stream<Place> placesThatAreLookedUp() {
        return places().filter(place -> !"startingAfter".equals(place.parameter()))
                .filter(place -> !place.operation().declared().at("/security/0").has("appToken"))
                .filter(place -> !("actorId".equals(place.parameter()) && place.kind() != Kind.MEMBER));
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void theSqlAloneHolds(Place place) {
        policies(false);
        try {
            assertThat(difference(place, pair.victim().name(place.kind(), false))).isEmpty();
        } finally {
            policies(true);
        }
    }

    @Order(2)
    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void thePoliciesAloneHold(Place place) {
        blind.toStores();
        try {
            assertThat(difference(place, pair.victim().name(place.kind(), false))).isEmpty();
        } finally {
            blind.see();
        }
    }

    /** What it does is done to something made for it. */
    @Order(3)
    @ParameterizedTest(name = "{0}")
    @MethodSource("placesThatAreLookedUp")
    void withoutBothTheMatrixTurnsRed(Place place) {
        String foreign = place.operation().changes()
                ? pair.victim().fresh(place.kindThatWorks())
                : pair.victim().name(place.kind(), false);
        policies(false);
        blind.toStores();
        try {
            String red = difference(place, foreign);
            assertThat(red).as("nothing would tell that this place is open").isNotEmpty();
            Guards.told("both walls before " + place, red.substring(0, Math.min(60, red.length())));
        } finally {
            blind.see();
            policies(true);
        }
    }

    private static String difference(Place place, String foreign) {
        List<Answer> answers = new ArrayList<>();
        for (String name : List.of(foreign, place.kind().like(foreign))) {
            answers.add(place.asked(program, pair.intruder(), false, name).without(name));
        }
        return answers.getFirst().difference(answers.getLast());
    }
}
