package io.cryptocheckout.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A breaking change against {@code released/openapi.yaml} fails the build. The cases below show, on the specification itself, that
 * the comparison notices the changes that break integrators and lets those pass that do not.
 */
class ReleasedSpecificationTest {

    @Test
    void whatWasReleasedStillHolds() throws IOException {
        assertEquals(List.of(), Promises.broken(Files.readString(Path.of("released/openapi.yaml")), current()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            an operation is gone                  | ^  /api/v1/events/\\{id\\}:                                           | ~  /api/v1/happenings/{id}:~
            a method is gone                      | ^    delete:                                                         | ~    put:~
            an operation has another name         | operationId: events.retrieve                                         | ~operationId: events.read~
            a field of an answer is gone          | ^        checkoutUrl:\\n(          .*\\n)*                           | ~~
            a field of an answer changes its type | ^        decimals:\\n          type: integer\\n          format: int32 | ~        decimals:\\n          type: string~
            an answer may now lack a field        | ^        - checkoutUrl\\n                                            | ~~
            an answer may now be null             | ^        address:\\n          type: string                          | ~        address:\\n          type: [string, 'null']~
            a request needs a new field           | ^      required: \\[amount\\]                                        | ~      required: [amount, reference]~
            a request no longer takes a field     | ^        reuseOpen:\\n(          .*\\n)*                             | ~~
            a request field changes its type      | ^        reason:\\n          type: string\\n          description: Why; | ~        reason:\\n          type: integer\\n          description: Why;~
            a request field may not be null       | ^        expiresInSeconds:\\n          type: \\[integer, 'null'\\]   | ~        expiresInSeconds:\\n          type: integer~
            a choice in a request is gone         | ^        - '\\*'\\n                                                  | ~~
            a query parameter is gone             | ^        - name: reference\\n(          .*\\n)*                    | ~~
            an optional parameter is now required | ^        - name: search\\n                                         | ~        - name: search\\n          required: true\\n~
            another success status                | ^        '202':                                                      | ~        '204':~
            a payload of a webhook lacks a field  | ^            data: \\{ \\$ref: '#/components/schemas/CheckoutSession' \\} | ~            data: { $ref: '#/components/schemas/WebhookTest' }~
            a webhook is gone                     | ^  session.reverted:\\n(    .*\\n)*                                  | ~~
            """)
    void noticesWhatBreaks(String name, String pattern, String replacement) throws IOException {
        assertFalse(Promises.broken(current(), changed(pattern, replacement)).isEmpty(), name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            an answer has one more field      | ^        paidAt:\\n                     | ~        mood:\\n          type: string\\n        paidAt:\\n~
            an answer is never null any more  | ^        contract:\\n          type: \\[string, 'null'\\] | ~        contract:\\n          type: string~
            a request may have one more field | ^        reuseOpen:\\n                  | ~        mood:\\n          type: [string, 'null']\\n        reuseOpen:\\n~
            a request no longer needs a field | ^      required: \\[reason\\]\\n        | ~~
            one more state in answers         | failed, canceled\\]                     | ~failed, canceled, disputed]~
            one more operation                | ^  /api/v1/events:                      | ~  /api/v1/moods:\\n    get:\\n      operationId: moods.list\\n      responses:\\n        '200':\\n          description: Fine.\\n  /api/v1/events:~
            another description               | ^      description: What to open\\.     | ~      description: What to begin.~
            """)
    void letsPassWhatBreaksNobody(String name, String pattern, String replacement) throws IOException {
        assertEquals(List.of(), Promises.broken(current(), changed(pattern, replacement)), name);
    }

    private static String current() throws IOException {
        return Files.readString(Path.of("openapi.yaml"));
    }

    private static String changed(String pattern, String replacement) throws IOException {
        String text = replacement.replace("\\n", "\n").replace("$", "\\$");
        String changed = Pattern.compile(pattern, Pattern.MULTILINE).matcher(current()).replaceFirst(text);
        assertNotEquals(current(), changed, () -> "the case must change something: " + pattern);
        return changed;
    }
}
