package io.cryptocheckout.platform.isolation;

import io.cryptocheckout.platform.journey.Contract;
import io.cryptocheckout.platform.journey.Wrong;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Every place of the API's specification where the name of something of a store can be written. */
final class ApiMatrix {
    /** The part of a path after the version and before an {id}, and what that names. */
    private static final Map<String, Kind> RESOURCES = Map.of("checkout_sessions", Kind.SESSION, "webhook_endpoints", Kind.ENDPOINT,
            "webhook_deliveries", Kind.DELIVERY, "events", Kind.EVENT, "team/members", Kind.MEMBER, "team/invitations", Kind.INVITATION,
            "stores", Kind.STORE, "app/installs", Kind.INSTALL, "app/events", Kind.APP_EVENT);
    /** Lists that are read on by a number, which is the same in every store's. */
    private static final Set<String> NUMBERED = Set.of("auditEntries.list");
    private static final Map<String, List<Kind>> NAMING = Map.of("endpointId", List.of(Kind.ENDPOINT), "eventId", List.of(Kind.EVENT),
            "actorId", List.of(Kind.MEMBER, Kind.API_KEY, Kind.GRANT), "objectId", List.of(Kind.API_KEY, Kind.INVITATION),
            "reference", List.of(Kind.REFERENCE), "search",
            List.of(Kind.SESSION, Kind.REFERENCE, Kind.ADDRESS, Kind.TRANSACTION));
    private static final String CURSOR = "startingAfter";
    /** Parameters and fields that name nothing of a store. */
    private static final Set<String> PLAIN = Set.of("limit", "status", "createdFrom", "createdTo", "order", "type", "state",
            "Idempotency-Key", "amount", "value", "currency", "expiresInSeconds", "assets", "reuseOpen", "customer", "email", "name",
            "metadata", "successUrl", "cancelUrl", "reason", "url", "description", "events", "enabled", "overlapSeconds", "action",
            "byAgency");

    private ApiMatrix() {}

    /**
     * One place.
     *
     * @param parameter
     *            of the query; null for the path
     */
    record Place(Contract.Operation operation, @Nullable String parameter, Kind kind) {

        Answer asked(Visitor program, Shop shop, boolean livemode, String name) {
            return asked(program, key(operation, shop, livemode), name);
        }

        Answer asked(Visitor program, String credential, String name) {
            String query = parameter == null ? "" : "?" + parameter + "=" + Visitor.encoded(name);
            Map<String, String> headers = new HashMap<>(
                    Map.of("Authorization", "Bearer " + credential, "Content-Type", "application/json"));
            if (operation.changes()) {
                headers.put("Idempotency-Key", UUID.randomUUID().toString());
            }
            String path = operation.path().replace("{id}", parameter == null ? name : "");
            return program.api(operation.method().toUpperCase(Locale.ROOT), path + query, body(operation), headers);
        }

        /** The kind whose newest one can be acted on as the operation wants. */
        Kind kindThatWorks() {
            return operation.id().equals("checkoutSessions.resolve") ? Kind.UNDERPAID : kind;
        }

        @Override
        public String toString() {
            return operation.id() + " " + (parameter == null ? "{id}" : "?" + parameter) + " of " + kind;
        }
    }

    /** What may do it: a key of the store or of its organization, or the token of its app. */
    static String key(Contract.Operation operation, Shop shop, boolean livemode) {
        JsonNode first = operation.declared().at("/security/0");
        return first.has("organizationKey") ? shop.organizationKey(livemode) : first.has("appToken") ? shop.appToken() : shop.key(livemode);
    }

    /** The credentials that the specification says may do it: a store's own, those of its organization, or its app's. */
    static Map<String, String> credentials(Contract.Operation operation, Shop shop, boolean livemode) {
        Map<String, String> credentials = new TreeMap<>();
        for (JsonNode one : operation.declared().path("security")) {
            String scheme = one.propertyNames().iterator().next();
            credentials.put(scheme, switch (scheme) {
                case "apiKey" -> shop.key(livemode);
                case "oauth2" -> shop.token(livemode);
                case "appToken" -> shop.appToken();
                case "organizationKey" -> shop.organizationKey(livemode);
                default -> throw new IllegalStateException("Nobody said what a merchant shows as " + scheme);
            });
        }
        return credentials;
    }

    /** What the specification gives as an example; a right request but for its name. */
    static String body(Contract.Operation operation) {
        JsonNode schema = operation.declared().at("/requestBody/content/application~1json/schema");
        return schema.isMissingNode()
                ? ""
                : Wrong.right(schema).toString().replace("\"url\":\"text\"", "\"url\":\"https://shop.example.com/hook\"");
    }

    static List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (Contract.Operation operation : Contract.operations()) {
            if (operation.path().contains("{")) {
                places.add(new Place(operation, null, resource(operation)));
            }
            for (JsonNode declared : operation.declared().path("parameters")) {
                JsonNode parameter = Contract.resolve(declared);
                if (parameter.get("in").asString().equals("query")) {
                    String name = parameter.get("name").asString();
                    kinds(operation, name).forEach(kind -> places.add(new Place(operation, name, kind)));
                }
            }
            fields(operation.declared().at("/requestBody/content/application~1json/schema")).filter(field -> !PLAIN.contains(field))
                    .forEach(field -> kinds(operation, field));
            if (!operation.changes()) {
                // A name that is not asked for.
                places.add(new Place(operation.path().contains("{") ? whole(operation) : operation, "storeId", Kind.STORE));
            }
        }
        return places;
    }

    private static Contract.Operation whole(Contract.Operation one) {
        return new Contract.Operation(one.path().replaceAll("/\\{.*", ""), one.method(), one.declared());
    }

    static Kind resource(Contract.Operation operation) {
        Kind kind = RESOURCES.get(operation.path().replace("/api/v1/", "").replaceFirst("/\\{.*", ""));
        if (kind == null || !operation.path().replaceFirst("\\{id}", "").equals(operation.path().replaceAll("\\{\\w+}", ""))) {
            throw new IllegalStateException("Nobody said what " + operation.path() + " names: add it to RESOURCES");
        }
        return kind;
    }

    private static List<Kind> kinds(Contract.Operation operation, String name) {
        if (name.equals(CURSOR)) {
            return NUMBERED.contains(operation.id()) ? List.of() : List.of(resource(operation));
        }
        List<Kind> kinds = PLAIN.contains(name) ? List.of() : NAMING.get(name);
        if (kinds == null) {
            throw new IllegalStateException("Nobody said whether " + name + " of " + operation.id() + " names something of a store");
        }
        return kinds;
    }

    private static Stream<String> fields(JsonNode given) {
        if (given.isMissingNode()) {
            return Stream.of();
        }
        JsonNode schema = Contract.resolve(given);
        return schema.path("properties").properties().stream()
                .flatMap(one -> Stream.concat(Stream.of(one.getKey()), fields(one.getValue())));
    }
}
