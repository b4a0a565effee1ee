package io.cryptocheckout.plugin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.plugin.Storage;
import org.junit.jupiter.api.Test;

class QuestionsTest {

    @Test
    void aCallThatAsksMoreThanItMayFailsInATestAsItWouldOnThePlatform() {
        Questions three = new Questions(3);
        Storage storage = three.counted(new FakeStorage());
        storage.put("key", "value");
        storage.putIfAbsent("key", "other");

        assertThat(storage.get("key")).contains("value");
        assertThatThrownBy(() -> storage.keys("")).hasMessageContaining("more than 3 times in one call");
        assertThatThrownBy(three::count).isInstanceOf(IllegalStateException.class);
    }
}
