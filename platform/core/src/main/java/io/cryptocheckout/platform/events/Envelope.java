package io.cryptocheckout.platform.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.plugin.Json;
import java.io.StringWriter;

/**
 * Renders an event's envelope once. The text is stored and sent unchanged for ever: signatures cover the raw body, so a second
 * rendering could never be trusted to be the same bytes.
 */
final class Envelope {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Envelope() {}

    /**
     * @param extensions
     *            what plugins add, by their ids
     */
    static String render(UUID id, NewEvent event, boolean livemode, Instant createdAt, Map<String, Map<String, Object>> extensions) {
        StringWriter text = new StringWriter(event.dataJson().length() + 256);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringProperty("id", IdKind.EVENT.format(id));
            json.writeStringProperty("object", "event");
            json.writeStringProperty("type", event.type());
            json.writeStringProperty("apiVersion", ApiVersion.CURRENT);
            json.writeBooleanProperty("livemode", livemode);
            json.writeStringProperty("createdAt", createdAt.truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeNumberProperty("sequence", event.sequence());
            json.writeName("data");
            json.writeRawValue(event.dataJson());
            if (event.previousStatus() != null) {
                json.writeStringProperty("previousStatus", event.previousStatus());
            }
            if (!extensions.isEmpty()) {
                json.writeName("extensions");
                json.writeRawValue(Json.write(extensions));
            }
            json.writeEndObject();
        }
        return text.toString();
    }
}
