package io.cryptocheckout.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The exceptions to one set of rules, each with its reason: lines of {@code <what the rule says> : <reason>} in a resource. An
 * exception that is no longer needed is itself a finding, so the list cannot outlive what it excuses.
 */
final class Exceptions {

    private final String resource;
    private final Map<String, String> reasons = new LinkedHashMap<>();

    private Exceptions(String resource) {
        this.resource = resource;
    }

    static Exceptions in(String resource) {
        Exceptions exceptions = new Exceptions(resource);
        try (InputStream file = Exceptions.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is missing on the class path");
            }
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(exceptions::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return exceptions;
    }

    private void add(String line) {
        int colon = line.indexOf(" : ");
        if (colon < 0 || line.substring(colon + 3).strip().length() < 15) {
            throw new IllegalStateException(resource + ": an exception needs ' : ' and a reason: " + line);
        }
        reasons.put(line.substring(0, colon).strip(), line.substring(colon + 3).strip());
    }

    /** The findings that nothing excuses, and the excuses that nothing needs. */
    List<String> unexcused(List<String> findings) {
        Set<String> unneeded = new LinkedHashSet<>(reasons.keySet());
        List<String> rest = new ArrayList<>();
        for (String finding : findings) {
            if (!unneeded.remove(finding) && !reasons.containsKey(finding)) {
                rest.add(finding);
            }
        }
        unneeded.forEach(unused -> rest.add("no longer needed in " + resource + ": " + unused));
        return rest;
    }
}
