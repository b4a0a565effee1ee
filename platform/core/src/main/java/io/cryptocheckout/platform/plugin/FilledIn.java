package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.outbound.UrlRules;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.plugin.Manifest;
import io.cryptocheckout.plugin.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant filled in, checked against the fields that a plugin declares.
 *
 * @param plain
 *            what may be shown again
 * @param secrets
 *            what is kept sealed
 */
record FilledIn(Map<String, String> plain, Map<String, String> secrets) {
    private static final String SETTINGS = "settings.";

    /**
     * @param kept
     *            secrets that are kept where their field was left empty
     * @throws Refused
     *             with every field that is wrong
     */
    static FilledIn of(Manifest manifest, Map<String, String> values, Map<String, String> kept, Addresses addresses) {
        List<Refused.FieldError> errors = new ArrayList<>();
        new TreeMap<>(values).keySet().stream().filter(name -> manifest.setting(name).isEmpty())
                .forEach(name -> errors.add(new Refused.FieldError(SETTINGS + shown(name), "The plugin has no such setting.")));
        boolean unknown = !errors.isEmpty();
        Map<String, String> plain = new HashMap<>();
        Map<String, String> secrets = new HashMap<>();
        for (Setting setting : manifest.settings()) {
            String given = values.getOrDefault(setting.name(), "").strip();
            boolean secret = setting.type().isSecret();
            String value = !given.isEmpty() ? given : secret ? kept.getOrDefault(setting.name(), "") : setting.initial();
            String problem = problem(setting, value, addresses);
            if (problem != null) {
                errors.add(new Refused.FieldError(SETTINGS + setting.name(), problem));
            } else if (!value.isEmpty() && (secret || !given.isEmpty())) {
                (secret ? secrets : plain).put(setting.name(), value);
            }
        }
        if (!errors.isEmpty()) {
            Refused.FieldError first = errors.getFirst();
            throw new Refused(unknown ? Refusal.FIELD_UNKNOWN : Refusal.FIELD_INVALID, first.path(), first.message(), errors);
        }
        return new FilledIn(Map.copyOf(plain), Map.copyOf(secrets));
    }

    /**
     * Where the addresses lead that a plugin may be given.
     *
     * @param livemode
     *            whether only public hosts by HTTPS will do
     */
    record Addresses(UrlRules rules, boolean livemode) {}

    private static @Nullable String problem(Setting setting, String value, Addresses addresses) {
        Optional<String> trouble = setting.trouble(value);
        if (trouble.isPresent() || value.isEmpty() || !setting.type().isUrl()) {
            return trouble.orElse(null);
        }
        String problem = addresses.rules().check(value, addresses.livemode());
        return problem == null ? null : setting.label() + " " + problem + ".";
    }

    private static String shown(String name) {
        String plain = name.replaceAll("[^\\w]", "?");
        return plain.length() > 40 ? plain.substring(0, 40) + "…" : plain;
    }

    /** Without what nobody may be shown. */
    @Override
    public String toString() {
        return "FilledIn" + plain.keySet() + secrets.keySet();
    }
}
