package io.cryptocheckout.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The walls between the rooms, beyond what the module check sees. */
class RoomsTest {

    private static final String ROOT = "io.cryptocheckout.platform.";
    private static final String JOOQ = "io.cryptocheckout.jooq.";
    private static final JavaClasses ALL = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.cryptocheckout.platform");

    /** What every room may use: the small rooms of records, the generated interfaces and the door to the database. */
    private static final Set<String> EVERYWHERE = Set.of("id", "money", "authority", "refusal", "database", "api");

    /** Who may use whom. What is missing here is forbidden; a new arrow is a decision, so it is made in this table. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("id", Set.of()),
            Map.entry("money", Set.of()),
            Map.entry("authority", Set.of()),
            Map.entry("refusal", Set.of()),
            Map.entry("api", Set.of()),
            Map.entry("database", Set.of("sealing")),
            Map.entry("sealing", Set.of()),
            Map.entry("outbound", Set.of()),
            Map.entry("mail", Set.of()),
            Map.entry("audit", Set.of()),
            Map.entry("tenancy", Set.of("audit", "mail")),
            Map.entry("plugin", Set.of("tenancy", "audit", "sealing", "outbound", "mail")),
            Map.entry("events", Set.of("tenancy", "plugin", "audit", "sealing", "outbound", "mail")),
            Map.entry("access", Set.of("tenancy", "events", "audit", "sealing", "outbound", "mail")),
            Map.entry("oauth", Set.of("tenancy", "access", "events", "audit", "sealing", "outbound", "mail")),
            Map.entry("pricing", Set.of("plugin", "outbound")),
            Map.entry("chain", Set.of()),
            Map.entry("wallet", Set.of("tenancy", "access", "chain", "audit", "sealing", "mail")),
            // Of outbound the checkout needs only the one set of rules for what a URL may be.
            Map.entry("checkout",
                    Set.of("tenancy", "access", "pricing", "chain", "wallet", "events", "plugin", "audit", "outbound")),
            // What the console shows of all stores, it asks of the rooms that keep it; none of them knows the operators.
            Map.entry("operators", Set.of("tenancy", "access", "pricing", "chain", "wallet", "events", "checkout", "audit", "mail")),
            Map.entry("admin",
                    Set.of("operators", "tenancy", "access", "oauth", "pricing", "chain", "wallet", "events", "checkout", "plugin", "audit",
                            "mail")),
            Map.entry("server", everyRoom()),
            Map.entry("local", everyRoom()));

    private static Set<String> everyRoom() {
        return Set.of("sealing", "outbound", "mail", "audit", "tenancy", "plugin", "events", "access", "oauth", "pricing", "chain",
                "wallet",
                "checkout",
                "operators", "admin", "server", "local");
    }

    @Test
    void a_room_uses_only_the_rooms_it_may_use() {
        List<String> forbidden = new ArrayList<>();
        for (JavaClass origin : ALL) {
            String from = roomOf(origin);
            if (from == null) {
                continue;
            }
            assertThat(MAY_USE).as("a new room needs a line in this table").containsKey(from);
            for (var dependency : origin.getDirectDependenciesFromSelf()) {
                String to = roomOf(dependency.getTargetClass().getBaseComponentType());
                if (to != null && !to.equals(from) && !EVERYWHERE.contains(to) && !MAY_USE.get(from).contains(to)) {
                    forbidden.add(dependency.getDescription());
                }
            }
        }
        assertThat(forbidden).isEmpty();
    }

    @Test
    void a_rooms_tables_are_named_by_that_room_alone() {
        // The records of idempotent answers are kept by the room that opens transactions, in the schema named after what they record.
        Map<String, Set<String>> schemasOf = Map.of("database", Set.of("request"));
        List<String> forbidden = new ArrayList<>();
        for (JavaClass origin : ALL) {
            String from = roomOf(origin);
            for (var dependency : origin.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getPackageName();
                if (target.startsWith(JOOQ)) {
                    String schema = target.substring(JOOQ.length()).split("\\.")[0];
                    if (from == null || !schemasOf.getOrDefault(from, Set.of(from)).contains(schema)) {
                        forbidden.add(dependency.getDescription());
                    }
                }
            }
        }
        assertThat(forbidden).isEmpty();
    }

    @Test
    void only_the_database_room_keeps_a_connection_or_a_jooq_context() {
        Exceptions allowed = Exceptions.in("/architecture/room-exceptions.txt");
        List<String> holders = new ArrayList<>();
        for (JavaClass origin : ALL) {
            if ("database".equals(roomOf(origin))) {
                continue;
            }
            origin.getFields().stream()
                    .filter(field -> Set
                            .of("org.jooq.DSLContext", "javax.sql.DataSource", "java.sql.Connection", "com.zaxxer.hikari.HikariDataSource",
                                    "org.springframework.jdbc.core.JdbcTemplate")
                            .contains(field.getRawType().getName()))
                    .forEach(field -> holders.add("keeps a connection " + field.getFullName().substring(ROOT.length())));
        }
        assertThat(allowed.unexcused(new ArrayList<>(new TreeSet<>(holders)))).isEmpty();
    }

    @Test
    void time_comes_from_the_clock_that_is_given_and_nothing_sleeps() {
        Set<String> clocks = Set.of("java.time.Instant.now", "java.time.LocalDate.now", "java.time.LocalDateTime.now",
                "java.time.OffsetDateTime.now",
                "java.time.ZonedDateTime.now", "java.lang.System.currentTimeMillis", "java.time.Clock.systemUTC",
                "java.time.Clock.systemDefaultZone", "java.lang.Thread.sleep");
        List<String> findings = new ArrayList<>();
        for (JavaClass origin : ALL) {
            for (JavaMethodCall call : origin.getMethodCallsFromSelf()) {
                String target = call.getTargetOwner().getName() + "." + call.getName();
                boolean givenAClock = call.getTarget().getRawParameterTypes().stream()
                        .anyMatch(type -> type.getName().equals("java.time.Clock"));
                if (clocks.contains(target) && !givenAClock) {
                    findings.add("takes time from the machine " + call.getOriginOwner().getName().substring(ROOT.length()));
                }
            }
        }
        assertThat(Exceptions.in("/architecture/clock-exceptions.txt").unexcused(new ArrayList<>(new TreeSet<>(findings)))).isEmpty();
    }

    @Test
    void names_say_what_a_thing_is() {
        Set<String> empty = Set.of("Util", "Utils", "Helper", "Helpers", "Manager", "Impl");
        classes().that(written()).should().haveSimpleNameNotStartingWith("Abstract").allowEmptyShould(true).check(ALL);
        for (String suffix : empty) {
            classes().that(written()).should().haveSimpleNameNotEndingWith(suffix).check(ALL);
        }
    }

    @Test
    void money_is_never_a_floating_point_number() {
        Set<String> floating = Set.of("double", "float", "java.lang.Double", "java.lang.Float");
        for (String room : List.of("money", "pricing", "chain", "wallet", "checkout", "events")) {
            // The contrast of two colours (WCAG) is a real number; the page shows money as the text it is given.
            DescribedPredicate<JavaClass> ofTheRoom = resideInAPackage(ROOT + room + "..")
                    .and(not(name(ROOT + "checkout.page.Theme"))).as("of " + room);
            DescribedPredicate<JavaClass> isFloating = describe("a floating point type", type -> floating.contains(type.getName()));
            rules(noFields().that().areDeclaredInClassesThat(ofTheRoom).should().haveRawType(isFloating),
                    noMethods().that().areDeclaredInClassesThat(ofTheRoom).should().haveRawReturnType(isFloating));
        }
    }

    @Test
    void nothing_is_optional_in_a_field_injected_into_one_or_run_by_a_bare_timer() {
        rules(
                noFields().that().areDeclaredInClassesThat(written()).should().haveRawType("java.util.Optional"),
                fields().should().notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired"),
                methods().should().notBeAnnotatedWith("org.springframework.scheduling.annotation.Scheduled"),
                noClasses().should().dependOnClassesThat().resideInAnyPackage("lombok..", "com.fasterxml.jackson.databind..",
                        "org.springframework.jdbc.core..", "jakarta.persistence.."));
    }

    @Test
    void every_bean_of_the_local_room_is_made_in_the_local_profile_alone() {
        classes().that().resideInAPackage(ROOT + "local..").and(areBeans()).should()
                .beAnnotatedWith(describe("@Profile(\"local\")", annotation -> annotation.getRawType().getName()
                        .equals("org.springframework.context.annotation.Profile")
                        && List.of((Object[]) annotation.get("value").orElseThrow()).equals(List.of("local"))))
                .check(ALL);
    }

    @Test
    void the_rooms_of_production_know_nothing_of_the_devkit() {
        noClasses().that().resideOutsideOfPackage(ROOT + "local..").should().dependOnClassesThat()
                .resideInAPackage("io.cryptocheckout.devkit..")
                .check(ALL);
        noClasses().that().resideOutsideOfPackage(ROOT + "local..").should().dependOnClassesThat().resideInAPackage(ROOT + "local..")
                .check(ALL);
    }

    private static DescribedPredicate<JavaClass> areBeans() {
        return describe("are beans", type -> type.isMetaAnnotatedWith("org.springframework.stereotype.Component"));
    }

    private static void rules(ArchRule... rules) {
        for (ArchRule rule : rules) {
            rule.allowEmptyShould(true).check(ALL);
        }
    }

    /** Classes of ours, without those generated from the specification. */
    private static DescribedPredicate<JavaClass> written() {
        return describe("are written by hand", type -> type.getPackageName().startsWith("io.cryptocheckout.platform")
                && !type.getPackageName().startsWith(ROOT + "api"));
    }

    private static String roomOf(JavaClass type) {
        if (!type.getPackageName().startsWith(ROOT)) {
            return null;
        }
        return type.getPackageName().substring(ROOT.length()).split("\\.")[0];
    }
}
