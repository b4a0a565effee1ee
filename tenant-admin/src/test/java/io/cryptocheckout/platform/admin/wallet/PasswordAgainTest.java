package io.cryptocheckout.platform.admin.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.access.AccessProperties;
import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.NewAccount;
import io.cryptocheckout.platform.access.SignedUp;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.Organizations;
import io.cryptocheckout.platform.tenancy.Stores;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.RegexPatternTypeFilter;

class PasswordAgainTest {
    private static final String PASSWORD = "gravel-otter-mimosa-97";
    private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");
    private static final int WRONG_ONES = 5;

    private static TestDatabase rows;
    private static AnnotationConfigApplicationContext context;

    private final PasswordAgain passwords = context.getBean(PasswordAgain.class);

    @BeforeAll
    static void open() {
        rows = TestDatabase.fresh();
        context = new AnnotationConfigApplicationContext();
        context.registerBean(Clock.class, () -> Clock.fixed(NOW, ZoneOffset.UTC));
        context.registerBean(Database.class,
                () -> new Database(DSL.using(rows.app(), SQLDialect.POSTGRES), DSL.using(rows.worker(), SQLDialect.POSTGRES)));
        context.registerBean(AccessProperties.class, () -> new AccessProperties(false, List.of(), 100, 500, 60, 100, 30, 2));
        context.register(AuditLog.class, Organizations.class, Stores.class, Accounts.class, PasswordAgain.class);
        ClassPathBeanDefinitionScanner passwordsOfAccounts = new ClassPathBeanDefinitionScanner(context, false);
        passwordsOfAccounts.addIncludeFilter(new RegexPatternTypeFilter(Pattern.compile(".*\\.access\\.Password\\w+")));
        passwordsOfAccounts.scan("io.cryptocheckout.platform.access");
        context.refresh();
    }

    @AfterAll
    static void close() {
        context.close();
        rows.close();
    }

    @Test
    void after_five_wrong_passwords_even_the_right_one_must_wait_and_nobody_else_does() {
        Caller guessed = signUp("guessed@example.com");
        for (int i = 0; i < WRONG_ONES; i++) {
            assertThat(refusal(guessed, "guess-" + i).refusal()).isEqualTo(Refusal.REAUTHENTICATION_REQUIRED);
        }

        Refused refused = refusal(guessed, PASSWORD);
        assertThat(refused.refusal()).isEqualTo(Refusal.RATE_LIMITED);
        assertThat(refused.param()).isEqualTo("password");
        assertThat(refused.text()).contains("Too many wrong passwords").contains("nothing was changed");
        assertThat(passwords.prove(signUp("other@example.com"), PASSWORD)).isEqualTo(NOW);
    }

    @Test
    void the_right_password_is_never_counted() {
        Caller owner = signUp("owner@example.com");
        for (int i = 0; i <= WRONG_ONES; i++) {
            assertThat(passwords.prove(owner, PASSWORD)).isEqualTo(NOW);
        }
    }

    private Refused refusal(Caller caller, String password) {
        return catchThrowableOfType(Refused.class, () -> passwords.prove(caller, password));
    }

    private static Caller signUp(String email) {
        SignedUp made = Objects.requireNonNull(
                context.getBean(Accounts.class).create(new NewAccount(email, PASSWORD, "Store", "Organization")));
        UUID account = made.account().id();
        return new Caller(new Scope(made.store().id(), true), Set.of(), new Principal(Principal.Kind.ACCOUNT, account, email));
    }
}
