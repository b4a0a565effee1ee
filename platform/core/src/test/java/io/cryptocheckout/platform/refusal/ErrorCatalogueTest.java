package io.cryptocheckout.platform.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/errors.md} promises every code and its status; the enum keeps the promise. */
class ErrorCatalogueTest {
    // HTTP has words of its own for these; their family stays `invalid_request`.
    private static final Set<Integer> STATUSES_OF_A_BAD_REQUEST = Set.of(400, 405, 413, 415);
    private static final Map<String, Integer> CATALOGUE = catalogue();

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void everyRefusalIsDocumentedWithItsStatus(Refusal refusal) {
        assertThat(CATALOGUE).as("docs/errors.md").containsKey(refusal.code());
        int status = CATALOGUE.get(refusal.code());
        assertThat(refusal.type() == ErrorType.INVALID_REQUEST ? STATUSES_OF_A_BAD_REQUEST : Set.of(refusal.type().status()))
                .contains(status);
    }

    private static Map<String, Integer> catalogue() {
        try {
            String page = Files.readString(Path.of("../../docs/errors.md"));
            // The table above this heading lists the types.
            return Pattern.compile("^\\| `([a-z_]+)` \\| (\\d{3}) \\|", Pattern.MULTILINE)
                    .matcher(page.substring(page.indexOf("## Codes"))).results()
                    .collect(Collectors.toMap(row -> row.group(1), row -> Integer.parseInt(row.group(2))));
        } catch (IOException e) {
            throw new IllegalStateException("The error catalogue is read from the module's directory", e);
        }
    }
}
