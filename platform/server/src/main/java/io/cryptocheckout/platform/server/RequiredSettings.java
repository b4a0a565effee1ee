package io.cryptocheckout.platform.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * Stops a start outside the local profile while a setting that production needs is missing, or a secret has a value that everybody
 * knows. It runs before any bean is made, so that every missing setting is named at once and nothing has been touched yet.
 */
class RequiredSettings implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    private static final List<String> DATABASE = List.of("spring.datasource.url", "spring.datasource.username", "spring.flyway.url",
            "spring.flyway.user", "checkout.worker.url", "checkout.worker.username");
    private static final List<String> DATABASE_SECRETS = List.of("spring.datasource.password", "spring.flyway.password",
            "checkout.worker.password");
    private static final List<String> OTHERS = List.of("checkout.public-url");
    private static final List<String> OTHER_SECRETS = List.of("checkout.sealing.key");

    private static final Set<String> KNOWN_TO_ALL = Set.of("change-me", "changeme", "change_me", "secret", "password", "postgres",
            "checkout",
            "checkout_owner", "checkout_app", "checkout_worker", "admin", "test", "default", "example");

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        if (environment.acceptsProfiles(Profiles.of("local"))) {
            return;
        }
        List<String> problems = new ArrayList<>();
        if (!environment.acceptsProfiles(Profiles.of("training"))) {
            DATABASE.forEach(name -> missing(environment, name, problems));
            DATABASE_SECRETS.forEach(name -> missingOrKnown(environment, name, problems));
        }
        OTHERS.forEach(name -> missing(environment, name, problems));
        OTHER_SECRETS.forEach(name -> missingOrKnown(environment, name, problems));
        if (!problems.isEmpty()) {
            throw new SettingMissing(String.join("\n", problems));
        }
    }

    private static boolean missing(Environment environment, String name, List<String> problems) {
        String value = environment.getProperty(name);
        if (value == null || value.isBlank()) {
            problems.add(name + " is missing: set it, for instance by the environment variable " + variable(name) + ".");
            return true;
        }
        return false;
    }

    private static void missingOrKnown(Environment environment, String name, List<String> problems) {
        if (!missing(environment, name, problems)
                && KNOWN_TO_ALL.contains(environment.getRequiredProperty(name).strip().toLowerCase(Locale.ROOT))) {
            problems.add(name + " has a value that everybody knows: set it to a random one, for instance by the environment variable "
                    + variable(name) + ".");
        }
    }

    /** The environment variable that Spring Boot reads for the property. */
    private static String variable(String name) {
        return name.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
