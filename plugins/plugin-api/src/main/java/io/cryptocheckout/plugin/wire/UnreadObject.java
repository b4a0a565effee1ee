package io.cryptocheckout.plugin.wire;

import io.cryptocheckout.plugin.Json;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** The object in a JSON text, read when something of it is first asked for: most plugins look at little of what they are told. */
public final class UnreadObject extends AbstractMap<String, Object> {
    private final String text;
    private volatile Map<String, Object> read;

    /**
     * @param text
     *            of which whoever makes this knows that it is a JSON object
     */
    public UnreadObject(String text) {
        this.text = text;
    }

    private Map<String, Object> read() {
        Map<String, Object> values = read;
        if (values == null) {
            values = Collections.unmodifiableMap(Json.object(text).values());
            read = values;
        }
        return values;
    }

    @Override
    public Object get(Object name) {
        return read().get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return read().containsKey(name);
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return read().entrySet();
    }
}
