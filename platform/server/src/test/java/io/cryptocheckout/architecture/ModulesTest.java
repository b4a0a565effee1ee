package io.cryptocheckout.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.CheckoutApplication;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {

    private final ApplicationModules modules = ApplicationModules.of(CheckoutApplication.class);

    @Test
    void no_room_reaches_into_another_rooms_nested_packages_and_no_two_rooms_need_each_other() {
        modules.verify();
    }

    @Test
    void the_rooms_of_other_jars_are_seen_too() {
        assertThat(modules.getModuleByName("database")).isPresent();
        assertThat(modules.getModuleByName("api")).isPresent();
    }
}
