package io.cryptocheckout.platform.isolation;

import io.cryptocheckout.platform.isolation.PageRules.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Asks for pages with names that are foreign, one's own, or nobody's. */
final class PageMatrix {
    /** What changes by itself, as the state of the networks does, is asked for again; what leaks is there each time. */
    private static final int PATIENCE = 5;

    private final Pair pair;
    private final Map<String, Visitor> visitors = new HashMap<>();

    PageMatrix(Pair pair) {
        this.pair = pair;
    }

    /** One way to put foreign names into a page's fields. */
    record Try(String what, boolean livemode, Shop whose, boolean whoseLive, Set<String> fields) {

        @Override
        public String toString() {
            return what + " in " + fields;
        }
    }

    List<Try> tries(Rule rule) {
        List<Set<String>> choices = new ArrayList<>(rule.names().keySet().stream().map(Set::of).toList());
        if (choices.size() > 1 && !rule.is("alone")) {
            choices.add(rule.names().keySet());
        }
        List<Try> tries = new ArrayList<>();
        for (Set<String> fields : choices) {
            tries.add(new Try("another store's", false, pair.victim(), false, fields));
            if (fields.stream().allMatch(field -> rule.names().get(field).moded) && !rule.is("agent") && !rule.is("mode")) {
                tries.add(new Try("another store's, live", true, pair.victim(), true, fields));
                tries.add(new Try("the live one in test mode", false, pair.intruder(), true, fields));
                tries.add(new Try("the test one in live mode", true, pair.intruder(), false, fields));
            }
        }
        return tries;
    }

    /** The answer to the foreign names, and to names of the same shape that nobody has. */
    List<Answer> answers(Rule rule, Try one) {
        Visitor intruder = intruder(rule, one.livemode());
        return alike(foreign -> {
            Map<String, String> names = new LinkedHashMap<>();
            rule.names().forEach((field, kind) -> names.put(field, pair.intruder().name(kind, one.livemode())));
            one.fields().forEach(field -> {
                Kind kind = rule.names().get(field);
                String name = one.whose().name(kind, one.whoseLive());
                names.put(field, foreign ? name : kind.like(name));
            });
            Answer answer = asked(intruder, rule, names);
            for (String field : one.fields()) {
                answer = answer.without(names.get(field));
            }
            return answer;
        });
    }

    List<Answer> unasked(Rule rule) {
        Visitor intruder = intruder(rule, false);
        Map<String, String> names = new LinkedHashMap<>();
        rule.names().forEach((field, kind) -> names.put(field, pair.intruder().name(kind, false)));
        return alike(foreign -> {
            String victims = pair.victim().name(Kind.STORE, false);
            String store = foreign ? victims : Kind.STORE.like(victims);
            Map<String, String> more = new LinkedHashMap<>(names);
            List.of("store", "storeId", "store_id", "tenant").stream().filter(field -> !rule.fields().containsKey(field))
                    .forEach(field -> more.put(field, store));
            return asked(intruder, rule, more).without(store);
        });
    }

    List<Answer> byAnybody(Rule rule) {
        Map<String, String> names = new LinkedHashMap<>();
        rule.names().forEach((field, kind) -> names.put(field, pair.victim().name(kind, false)));
        List<Answer> answers = new ArrayList<>();
        for (Visitor visitor : List.of(intruder(rule, false), owner(rule), Visitor.stranger(pair.base()))) {
            answers.add(asked(visitor, rule, names).ofAnyTime());
        }
        return answers;
    }

    private interface Question {
        Answer ask(boolean foreign);
    }

    private static List<Answer> alike(Question question) {
        List<Answer> answers = List.of();
        for (int i = 0; i < PATIENCE; i++) {
            answers = List.of(question.ask(true), question.ask(false));
            if (answers.getFirst().equals(answers.getLast())) {
                return answers;
            }
        }
        return answers;
    }

    Visitor owner(Rule rule) {
        return visitors.computeIfAbsent("victim " + rule.is("agent"), who -> in(pair.victim(), rule.is("agent"), false));
    }

    private Visitor intruder(Rule rule, boolean livemode) {
        return visitors.computeIfAbsent("intruder " + rule.is("agent") + livemode,
                who -> in(pair.intruder(), rule.is("agent"), livemode));
    }

    private static Visitor in(Shop shop, boolean agent, boolean livemode) {
        return shop.visitor(agent).in(shop.name(Kind.STORE, false), livemode);
    }

    /** The request of a rule with these names in its fields; further fields are sent beside them. */
    Answer asked(Visitor visitor, Rule rule, Map<String, String> names) {
        Map<String, String> fields = new LinkedHashMap<>(rule.fields());
        fields.remove("*");
        fields.putAll(names);
        String path = rule.path();
        for (String field : List.copyOf(fields.keySet())) {
            if (path.contains("{" + field + "}")) {
                path = path.replace("{" + field + "}", Visitor.encoded(fields.remove(field)));
            }
        }
        path = path.replaceAll("\\{[^}]*}", "none");
        if (rule.is("json")) {
            return visitor.postJson(path, JsonMapper.shared().writeValueAsString(fields).replace("\"null\"", "null"));
        }
        if (rule.method().equals("POST")) {
            return visitor.post(path, fields);
        }
        String query = fields.entrySet().stream().map(one -> one.getKey() + "=" + Visitor.encoded(one.getValue()))
                .collect(Collectors.joining("&"));
        return rule.is("stream") ? visitor.open(path) : visitor.get(query.isEmpty() ? path : path + "?" + query);
    }
}
