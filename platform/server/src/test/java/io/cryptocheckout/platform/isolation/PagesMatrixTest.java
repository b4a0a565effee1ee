package io.cryptocheckout.platform.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.isolation.PageRules.Rule;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * To a signed-in person the name of another store's things, or of the other mode's, is a name that nobody has: in every path, query and
 * form of every page that Spring knows.
 */
@TestMethodOrder(OrderAnnotation.class)
class PagesMatrixTest {
    private static Pair pair;
    private static PageMatrix matrix;
    private static Map<String, String> before;

    @BeforeAll
    static void open() {
        pair = Pair.shared();
        matrix = new PageMatrix(pair);
        // Whoever signs in writes so into his own log.
        PageRules.read().forEach(matrix::owner);
        before = pair.rows().standing(pair.victim());
    }

    static Stream<Rule> naming() {
        return PageRules.read().stream().filter(rule -> !rule.is("door") && !rule.is("public") && !rule.names().isEmpty());
    }

    static Stream<Rule> pages() {
        return PageRules.read().stream().filter(rule -> rule.method().equals("GET") && !rule.is("stream"));
    }

    static Stream<Rule> forEverybody() {
        return PageRules.read().stream().filter(rule -> rule.is("public"));
    }

    /** What is used up, or changes what others need, comes last. */
    static Stream<Rule> working() {
        return naming().filter(rule -> !rule.is("secret") && !rule.is("operator")).sorted(Comparator.comparing(rule -> rule.is("once")));
    }

    @Order(1)
    @Test
    void everyPageAndEachOfItsFieldsHasARule() {
        RequestMappingHandlerMapping spring = pair.victim().run.context.getBean("requestMappingHandlerMapping",
                RequestMappingHandlerMapping.class);
        Map<String, Set<String>> rules = PageRules.read().stream().collect(Collectors.toMap(Rule::mapping,
                rule -> rule.is("public") && rule.fields().isEmpty() ? Set.of() : fields(rule), (a, b) -> a, TreeMap::new));
        Map<String, Set<String>> mappings = PageRules.mappings(spring);
        assertThat(Stream.concat(rules.keySet().stream(), mappings.keySet().stream()).distinct()
                .filter(mapping -> !Objects.equals(rules.get(mapping), mappings.get(mapping)))
                .map(mapping -> mapping + " has the rule " + rules.get(mapping) + " and reads " + mappings.get(mapping))).isEmpty();
        assertThat(PageRules.others(spring)).containsExactly("BasicErrorController");
        assertThat(rules).hasSize(Counts.of("pages"));
        assertThat(naming()).hasSize(Counts.of("places-of-the-pages"));
    }

    /** A form that is read as a whole has more fields than Spring knows; what stands in the path it knows by name. */
    private static Set<String> fields(Rule rule) {
        Set<String> fields = new TreeSet<>(rule.fields().keySet());
        if (fields.contains("*")) {
            fields.removeIf(field -> !field.equals("*") && !rule.mapping().contains("{" + field + "}"));
        }
        return fields;
    }

    @Order(2)
    @ParameterizedTest(name = "{0}")
    @MethodSource("naming")
    void aForeignNameAnswersAsOneThatNobodyHas(Rule rule) {
        for (PageMatrix.Try one : matrix.tries(rule)) {
            List<Answer> answers = matrix.answers(rule, one);
            assertThat(answers.getFirst().difference(answers.getLast())).as(one.toString()).isEmpty();
            assertThat(answers.getFirst().status()).as(one + " " + answers.getFirst()).isLessThan(500);
        }
    }

    @Order(2)
    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void aStoreThatIsNamedWithoutBeingAskedForChangesNothing(Rule rule) {
        List<Answer> answers = matrix.unasked(rule);
        assertThat(answers.getFirst().difference(answers.getLast())).isEmpty();
        assertThat(answers.getFirst().page().contains(pair.victim().owner)).as("shows the other store's owner")
                .isEqualTo(rule.is("developer"));
    }

    @Order(2)
    @ParameterizedTest(name = "{0}")
    @MethodSource("forEverybody")
    void whoeverKnowsTheNameSeesTheSame(Rule rule) {
        List<Answer> answers = matrix.byAnybody(rule);
        assertThat(answers).containsOnly(answers.getFirst());
    }

    @Order(3)
    @Test
    void nothingOfTheOtherStoreHasChanged() {
        Map<String, String> after = pair.rows().digest(pair.victim());
        assertThat(after.keySet().stream().filter(table -> !after.get(table).equals(before.get(table)))).isEmpty();
        assertThat(pair.victim().run.context.getBean(AuditLog.class).verify(pair.victim().caller(false)).brokenAt()).isNull();
    }

    /** Without this the matrix could be right because nothing ever works. */
    @Order(4)
    @ParameterizedTest(name = "{0}")
    @MethodSource("working")
    void theSameRequestWorksWithOnesOwnName(Rule rule) {
        Map<String, String> own = new LinkedHashMap<>();
        rule.names().keySet().forEach(field -> own.put(field, pair.victim().fresh(rule.working(field))));
        Answer answer = matrix.asked(matrix.owner(rule), rule, own);
        assertThat(answer.worked()).as("%s answered %s", own, answer).isTrue();
    }
}
