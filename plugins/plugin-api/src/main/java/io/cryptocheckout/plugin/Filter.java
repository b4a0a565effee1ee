package io.cryptocheckout.plugin;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The values a plugin may change: this is the catalogue. Whatever it returns is checked; where it throws, takes too long or returns what the
 * check refuses, the value stays as it was.
 */
public final class Filter<V> {
    /**
     * {@code quote.rate}: the price a session is quoted at. What is returned must lie within 1 % of the price that the platform's sources
     * agree on, and name the same asset and currency. About: {@code price}, {@code reference} of the session that is made.
     */
    public static final Filter<Rate> QUOTE_RATE = new Filter<>("quote.rate", Filter::rateOut, Filter::rateIn);
    /**
     * {@code payment.options}: the order in which a customer is offered the ways to pay. What is returned must hold the same options; those it
     * leaves out follow at the end. About: {@code price}, {@code reference}.
     */
    public static final Filter<List<PaymentOption>> PAYMENT_OPTIONS = new Filter<>("payment.options", list(Filter::optionOut),
            listIn(Filter::optionIn, 100));
    /**
     * {@code checkout.blocks}: text under the amount on the checkout page; at most 5 blocks, none of them a download, and
     * nowhere an address of a chain. About: the session as
     * the customer's page knows it.
     */
    public static final Filter<List<Block>> CHECKOUT_BLOCKS = new Filter<>("checkout.blocks", list(Filter::blockOut),
            listIn(Filter::blockIn, 5));
    /** {@code receipt.lines}: lines of the receipt of a paid session; at most 10, lines only, and nowhere an address of a
     * chain. About: the session as the page knows it. */
    public static final Filter<List<Block>> RECEIPT_LINES = new Filter<>("receipt.lines", list(Filter::blockOut),
            listIn(Filter::blockIn, 10));
    /**
     * {@code webhook.extensions}: what stands in an event's payload under {@code extensions.<plugin id>}; at most 4 KiB as JSON, 6 deep, 256
     * values, with plain names. The value begins empty. About: {@code type} and {@code data} of the event.
     */
    public static final Filter<Map<String, Object>> WEBHOOK_EXTENSIONS = new Filter<>("webhook.extensions", value -> value, Filter::mapIn);

    private static final List<Filter<?>> ALL = List.of(QUOTE_RATE, PAYMENT_OPTIONS, CHECKOUT_BLOCKS, RECEIPT_LINES, WEBHOOK_EXTENSIONS);

    private final String name;
    private final Function<V, Object> out;
    private final Function<Object, V> in;

    private Filter(String name, Function<V, Object> out, Function<Object, V> in) {
        this.name = name;
        this.out = out;
        this.in = in;
    }

    /** Every filter there is. */
    public static List<Filter<?>> all() {
        return ALL;
    }

    /** Its name in a manifest. */
    public String name() {
        return name;
    }

    /** The value as plain maps, lists and scalars. */
    public Object toPlain(V value) {
        return out.apply(value);
    }

    /**
     * The value of plain maps, lists and scalars.
     *
     * @throws IllegalArgumentException
     *             where it is none
     */
    public V ofPlain(Object plain) {
        return in.apply(plain);
    }

    private static <T> Function<List<T>, Object> list(Function<T, Object> each) {
        return values -> values.stream().map(each).toList();
    }

    private static <T> Function<Object, List<T>> listIn(Function<Map<?, ?>, T> each, int most) {
        return plain -> {
            if (!(plain instanceof List<?> values) || values.size() > most) {
                throw new IllegalArgumentException("A list of at most " + most + " is expected");
            }
            return values.stream().map(Filter::mapOf).map(each).toList();
        };
    }

    private static Object rateOut(Rate rate) {
        return Map.of("asset", rate.asset(), "currency", rate.currency(), "value", rate.value(), "at", rate.at().toString());
    }

    private static Rate rateIn(Object plain) {
        Map<?, ?> map = mapOf(plain);
        try {
            return new Rate(text(map, "asset"), text(map, "currency"), part(map, "value", BigDecimal.class),
                    Instant.parse(text(map, "at")));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("A rate's time is no time", e);
        }
    }

    private static Object optionOut(PaymentOption option) {
        return Map.of("asset", option.asset(), "chainId", option.chainId(), "network", option.network());
    }

    private static PaymentOption optionIn(Map<?, ?> map) {
        return new PaymentOption(text(map, "asset"), part(map, "chainId", Long.class), text(map, "network"));
    }

    private static Object blockOut(Block block) {
        return Map.of("kind", block.kind().name(), "label", block.label(), "text", block.text());
    }

    private static Block blockIn(Map<?, ?> map) {
        return new Block(Block.Kind.valueOf(text(map, "kind")), text(map, "label"), text(map, "text"));
    }

    private static Map<String, Object> mapIn(Object plain) {
        Map<String, Object> values = new LinkedHashMap<>();
        mapOf(plain).forEach((key, value) -> values.put(String.valueOf(key), value));
        return values;
    }

    private static Map<?, ?> mapOf(Object plain) {
        if (plain instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("An object is expected");
    }

    private static String text(Map<?, ?> map, String name) {
        return part(map, name, String.class);
    }

    private static <T> T part(Map<?, ?> map, String name, Class<T> type) {
        Object value = map.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(name + " is missing or of another type");
        }
        return type.cast(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
