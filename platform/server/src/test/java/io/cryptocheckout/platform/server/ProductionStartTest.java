package io.cryptocheckout.platform.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cryptocheckout.platform.CheckoutApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;

class ProductionStartTest {

    private static final Map<String, String> COMPLETE = Map.of(
            "spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/none",
            "spring.datasource.username", "checkout_app",
            "spring.datasource.password", "4vWZ0mTq",
            "spring.flyway.url", "jdbc:postgresql://127.0.0.1:1/none",
            "spring.flyway.user", "checkout_owner",
            "spring.flyway.password", "e7NQx2pd",
            "checkout.worker.username", "checkout_worker",
            "checkout.worker.password", "Jw91kzRb",
            "checkout.public-url", "https://pay.example",
            "checkout.sealing.key", "5fW0Gd2l9m8Zk4Q1c7RxX3hYt6Vb0NnPp2Ss8Uu1A9E=");

    @TempDir
    Path folder;

    @Test
    void without_any_setting_every_missing_one_is_named_at_once() {
        assertThat(refusalOf(Map.of())).contains("spring.datasource.password is missing", "spring.flyway.password is missing",
                "checkout.worker.password is missing", "checkout.sealing.key is missing", "checkout.public-url is missing",
                "CHECKOUT_SEALING_KEY", "CHECKOUT_PUBLIC_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.datasource.password", "spring.flyway.password", "checkout.worker.password", "checkout.sealing.key",
            "spring.datasource.url", "spring.flyway.user", "checkout.worker.username", "checkout.public-url"})
    void one_missing_setting_is_named_and_no_other(String missing) {
        Map<String, String> settings = complete();
        settings.remove(missing);
        assertThat(refusalOf(settings).lines()).singleElement().asString().startsWith(missing + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.datasource.password", "spring.flyway.password", "checkout.worker.password", "checkout.sealing.key"})
    void a_secret_that_everybody_knows_is_named_and_not_shown(String secret) {
        Map<String, String> settings = complete();
        settings.put(secret, "change-me");
        assertThat(refusalOf(settings).lines()).singleElement().asString().startsWith(secret + " has a value that everybody knows")
                .doesNotContain("change-me");
    }

    @Test
    void nothing_of_the_local_profile_is_touched() {
        refusalOf(Map.of("checkout.data-dir", folder.resolve("data").toString()));
        assertThat(Files.exists(folder.resolve("data"))).isFalse();
    }

    private static Map<String, String> complete() {
        Map<String, String> settings = new TreeMap<>(COMPLETE);
        settings.put("checkout.worker.url", "jdbc:postgresql://127.0.0.1:1/none");
        return settings;
    }

    private static String refusalOf(Map<String, String> settings) {
        List<String> arguments = new ArrayList<>();
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        Throwable refused = catchThrowable(() -> new SpringApplicationBuilder(CheckoutApplication.class).profiles("production")
                .run(arguments.toArray(String[]::new)));
        assertThat(refused).isInstanceOf(SettingMissing.class);
        return refused.getMessage();
    }
}
