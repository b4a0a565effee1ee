package io.cryptocheckout.platform.isolation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The lines of {@code pages.txt}, and what Spring says that they must be. */
final class PageRules {

    private PageRules() {}

    /** One line. */
    record Rule(String method, String path, Set<String> flags, Map<String, String> fields) {

        String mapping() {
            return method + " " + path;
        }

        boolean is(String flag) {
            return flags.contains(flag);
        }

        /** The fields that name something, each with its kind in the matrix. */
        Map<String, Kind> names() {
            Map<String, Kind> names = new LinkedHashMap<>();
            fields.forEach((field, value) -> {
                Kind kind = kind(value.replaceFirst("!.*", ""));
                if (kind != null) {
                    names.put(field, kind);
                }
            });
            return names;
        }

        /** What must be named for the request to work; null for a value that is sent as it stands. */
        @Nullable
        Kind working(String field) {
            return kind(fields.getOrDefault(field, "").replaceFirst(".*!", ""));
        }

        private static @Nullable Kind kind(String value) {
            return value.matches("[A-Z]{3,}[A-Z_]*") && !value.equals("USD") && !value.equals("ETH") ? Kind.valueOf(value) : null;
        }

        @Override
        public String toString() {
            return mapping() + " " + names();
        }
    }

    static List<Rule> read() {
        List<Rule> rules = new ArrayList<>();
        try (var file = new BufferedReader(new InputStreamReader(
                PageRules.class.getResourceAsStream("/isolation/pages.txt"), StandardCharsets.UTF_8))) {
            file.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> rules.add(rule(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rules;
    }

    private static Rule rule(String line) {
        String[] halves = line.split(" \\|( |$)", 2);
        String[] mapping = halves[0].strip().split(" ");
        Set<String> flags = new LinkedHashSet<>();
        Map<String, String> fields = new LinkedHashMap<>();
        for (String word : halves[1].strip().split("\\s+")) {
            if (word.startsWith(":")) {
                flags.add(word.substring(1));
            } else if (!word.isEmpty()) {
                String[] pair = word.split("=", 2);
                fields.put(pair[0], pair.length == 1 ? "" : pair[1].replace('+', ' '));
            }
        }
        return new Rule(mapping[0], mapping[1], flags, fields);
    }

    /** Every mapping of ours outside the API, as method and path, with the names of what it reads of a request. */
    static Map<String, Set<String>> mappings(RequestMappingHandlerMapping spring) {
        Map<String, Set<String>> mappings = new LinkedHashMap<>();
        spring.getHandlerMethods().forEach((info, handler) -> {
            if (!handler.getBeanType().getName().startsWith("io.cryptocheckout")) {
                return;
            }
            for (String path : info.getPatternValues()) {
                if (!path.startsWith("/api/")) {
                    info.getMethodsCondition().getMethods().forEach(method -> mappings.put(method + " " + path, inputs(handler)));
                }
            }
        });
        return mappings;
    }

    /** The handlers that are not ours, by name: the error page alone. */
    static Set<String> others(RequestMappingHandlerMapping spring) {
        Set<String> others = new TreeSet<>();
        spring.getHandlerMethods().values().stream().map(handler -> handler.getBeanType().getSimpleName())
                .filter(name -> spring.getHandlerMethods().values().stream()
                        .anyMatch(one -> one.getBeanType().getSimpleName().equals(name)
                                && !one.getBeanType().getName().startsWith("io.cryptocheckout")))
                .forEach(others::add);
        return others;
    }

    private static Set<String> inputs(HandlerMethod handler) {
        Set<String> inputs = new TreeSet<>(inputs(handler.getMethod()));
        for (Method other : handler.getBeanType().getDeclaredMethods()) {
            if (other.isAnnotationPresent(ModelAttribute.class)) {
                inputs.addAll(inputs(other));
            }
        }
        return inputs;
    }

    private static Set<String> inputs(Method method) {
        Set<String> inputs = new TreeSet<>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(PathVariable.class)) {
                inputs.add(parameter.getName());
            } else if (parameter.isAnnotationPresent(RequestParam.class)) {
                String named = parameter.getAnnotation(RequestParam.class).name() + parameter.getAnnotation(RequestParam.class).value();
                inputs.add(Map.class.isAssignableFrom(parameter.getType()) ? "*" : named.isEmpty() ? parameter.getName() : named);
            } else if (parameter.isAnnotationPresent(RequestBody.class)) {
                inputs.addAll(parameter.getType().isRecord() ? components(parameter.getType()) : List.of("json"));
            } else if (bindsForm(parameter)) {
                inputs.addAll(components(parameter.getType()));
            }
        }
        return inputs;
    }

    /** A record of ours is filled from the form's fields, unless somebody made it before. */
    private static boolean bindsForm(Parameter parameter) {
        return parameter.getType().isRecord() && parameter.getType().getName().startsWith("io.cryptocheckout.platform.admin");
    }

    private static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    }
}
