package io.cryptocheckout.platform.plugin;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** What {@link Discreet} leaves of an object, from text to text: what stands before every event of a store is not read into memory. */
final class DiscreetJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DiscreetJson() {}

    /** The same JSON without customers, and without what is null. */
    static String of(String json) {
        StringWriter text = new StringWriter(json.length());
        try (JsonParser in = JSON.createParser(json); JsonGenerator out = JSON.createGenerator(text)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                switch (token) {
                    case PROPERTY_NAME -> property(in, out);
                    case VALUE_NULL -> {
                    }
                    default -> out.copyCurrentEventExact(in);
                }
            }
        }
        return text.toString();
    }

    private static void property(JsonParser in, JsonGenerator out) {
        String name = in.currentName();
        JsonToken value = in.nextToken();
        if (Discreet.CUSTOMER.equals(name)) {
            in.skipChildren();
        } else if (value != JsonToken.VALUE_NULL) {
            out.writeName(name);
            out.copyCurrentEventExact(in);
        }
    }
}
