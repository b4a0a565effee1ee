package io.cryptocheckout.plugin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One reading of a JSON text. */
final class JsonReading {
    private static final int DEPTH_LIMIT = 100;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,99})(\\.\\d{1,100})?([eE][+-]?\\d{1,2})?");

    private final String text;
    private int at;

    JsonReading(String text) {
        this.text = text;
    }

    Object all() {
        Object value = value(DEPTH_LIMIT);
        space();
        if (at < text.length()) {
            throw broken("the end");
        }
        return value;
    }

    private Object value(int depth) {
        if (depth == 0) {
            throw new IllegalArgumentException("The JSON nests deeper than " + DEPTH_LIMIT);
        }
        space();
        return switch (peek()) {
            case '{' -> map(depth);
            case '[' -> list(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> map(int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        at++;
        space();
        boolean more = peek() != '}';
        while (more) {
            space();
            String key = string();
            space();
            expect(':');
            map.put(key, value(depth - 1));
            more = comma();
        }
        expect('}');
        return map;
    }

    private List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        at++;
        space();
        boolean more = peek() != ']';
        while (more) {
            list.add(value(depth - 1));
            more = comma();
        }
        expect(']');
        return list;
    }

    private boolean comma() {
        space();
        boolean is = peek() == ',';
        at += is ? 1 : 0;
        return is;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < 0x20) {
                throw broken("no control character");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw broken("an escape");
        };
    }

    private char unicode() {
        String digits = text.substring(at, Math.min(at + 4, text.length()));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw broken("four hexadecimal digits");
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw broken(word);
        }
        at += word.length();
        return value;
    }

    private Object number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw broken("a value");
        }
        at = number.end();
        boolean whole = number.group(2) == null && number.group(3) == null && number.group().length() <= 18;
        return whole ? Long.valueOf(number.group()) : new BigDecimal(number.group());
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void expect(char c) {
        if (peek() != c) {
            throw broken("'" + c + "'");
        }
        at++;
    }

    private char peek() {
        if (at >= text.length()) {
            throw broken("more");
        }
        return text.charAt(at);
    }

    private IllegalArgumentException broken(String expected) {
        return new IllegalArgumentException("The JSON is broken at character " + at + ", where " + expected + " is expected");
    }
}
