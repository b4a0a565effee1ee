package io.cryptocheckout.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    private static final String LEAST = """
            id=my-plugin
            version=1.2.0
            api=1.0
            main=com.example.MyPlugin
            name=My plugin
            description=Does something – well.
            """;
    private static final String WHOLE = LEAST + """
            events=session.paid, session.expired
            notices=session.paid
            filters=quote.rate checkout.blocks
            slots=session.panel
            hosts=hooks.slack.com setting:url
            prices=true
            schedule=PT15M
            mail=customer
            settings=url size
            settings.url.type=secret_url
            settings.url.label=Address
            settings.url.help=Where to.
            settings.url.required=true
            settings.size.type=choice
            settings.size.label=Size
            settings.size.choices=small large
            settings.size.default=small
            """;

    @Test
    void everyLineIsRead() throws IOException {
        Manifest manifest = read(WHOLE);

        assertThat(manifest.description()).isEqualTo("Does something – well.");
        assertThat(manifest.events()).containsExactlyInAnyOrder("session.paid", "session.expired");
        assertThat(manifest.filters()).containsExactlyInAnyOrder("quote.rate", "checkout.blocks");
        assertThat(manifest.slots()).containsExactly(Slot.SESSION_PANEL);
        assertThat(manifest.schedule()).contains(Duration.ofMinutes(15));
        assertThat(manifest.prices() && manifest.mail()).isTrue();
        assertThat(manifest.setting("url").orElseThrow().type().isSecret()).isTrue();
        assertThat(manifest.settings(Map.of("url", "https://a.example/")).values()).isEqualTo(Map.of("url", "https://a.example/", "size",
                "small"));
    }

    @Test
    void whatIsNotDeclaredIsNotWanted() throws IOException {
        Manifest manifest = read(LEAST);

        assertThat(manifest.events()).isEmpty();
        assertThat(manifest.schedule()).isEmpty();
        assertThat(manifest.mail() || manifest.prices()).isFalse();
        assertThat(manifest.allows(URI.create("https://example.com/"), new Settings(Map.of()))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"id=my-plugin|id=My", "id=my-plugin|id=", "id=my-plugin|id=a", "id=my-plugin|id=../../etc",
            "version=1.2.0|version=latest", "api=1.0|api=1", "api=1.0|api=0.9", "main=com.example.MyPlugin|main=MyPlugin",
            "main=com.example.MyPlugin|main=com/example/MyPlugin", "name=My plugin|name=",
            "events=session.paid, session.expired|events=paid",
            "quote.rate|quote.address", "session.panel|checkout.page", "hooks.slack.com|http://hooks.slack.com", "hooks.slack.com|10.0.0.1",
            "hooks.slack.com|*", "setting:url|setting:size", "setting:url|setting:none", "prices=true|prices=yes", "PT15M|soon",
            "PT15M|PT1S",
            "PT15M|P2D", "PT15M|PT7M", "PT15M|-PT15M", "mail=customer|mail=everybody", "type=choice|type=html",
            "choices=small large|choices=",
            "default=small|default=huge", "settings.size.label=Size|settings.size.label=", "settings=url size|settings=url",
            "settings=url size|settings=url size more", "name=My plugin|colour=red"})
    void aLineThatIsWrongIsNamed(String line, String wrong) {
        assertThat(WHOLE).contains(line);
        String name = wrong.contains("=") ? wrong.substring(0, wrong.indexOf('=')) : wrong;

        assertThatThrownBy(() -> read(WHOLE.replace(line, wrong))).isInstanceOf(IllegalArgumentException.class)
                .message().containsAnyOf(name, "manifest", "settings", "API version");
    }

    @ParameterizedTest
    @CsvSource({"https://hooks.slack.com/x, true", "https://HOOKS.slack.com/x, true", "https://evil.hooks.slack.com/, false",
            "https://hooks.slack.com.evil.example/, false", "https://mine.example/hook, true", "https://other.example/, false",
            "https://hooks.slack.com@evil.example/, false", "mailto:x@hooks.slack.com, false"})
    void aHostIsDeclaredOrTheStoresOwn(String address, boolean allowed) throws IOException {
        Settings settings = new Settings(Map.of("url", "https://mine.example/hook"));

        assertThat(read(WHOLE).allows(URI.create(address), settings)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text:x", "text:", "secret:\u0000", "url:https://a.example/?q=1", "url:example.com", "url:javascript:alert(1)",
            "url:https://u:p@a.example/", "number:12.50", "number:1e9", "number:NaN", "switch:true", "switch:yes", "choice:b", "choice:c"})
    void aSettingSaysWhatItTakes(String typeAndValue) {
        String value = typeAndValue.substring(typeAndValue.indexOf(':') + 1);
        Setting.Type type = Setting.Type.valueOf(typeAndValue.substring(0, typeAndValue.indexOf(':')).toUpperCase(Locale.ROOT));
        boolean taken = Set.of("text:x", "url:https://a.example/?q=1", "number:12.50", "switch:true", "choice:b")
                .contains(typeAndValue);

        Setting setting = new Setting("x", type, "The field", "", true, List.of("a", "b"), "");

        assertThat(setting.trouble(value).isEmpty()).isEqualTo(taken);
        setting.trouble(value).ifPresent(why -> assertThat(why).startsWith("The field ").endsWith("."));
    }

    @Test
    void aManifestThatIsTooLongIsNotRead() {
        assertThatThrownBy(() -> read(LEAST + "#".repeat(Manifest.SIZE_LIMIT))).hasMessageContaining("longer than");
    }

    private static Manifest read(String text) throws IOException {
        return Manifest.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
