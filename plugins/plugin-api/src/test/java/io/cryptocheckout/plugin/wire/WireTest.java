package io.cryptocheckout.plugin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames arrive as they were sent; whatever else arrives is refused, and costs no more memory than a frame. */
class WireTest {
    private static final long SEED = 20_260_102;

    @Test
    void a_value_arrives_as_it_was_sent() throws IOException {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "Größe \uD83D\uDE80\n");
        value.put("long", Long.MIN_VALUE);
        value.put("int", 7);
        value.put("decimal", new BigDecimal("-12.3400"));
        value.put("whole", BigInteger.TEN.pow(30));
        value.put("flags", List.of(true, false));
        value.put("nothing", null);
        value.put("empty", List.of(Map.of(), List.of(), ""));
        Map<String, Object> expected = new LinkedHashMap<>(value);
        expected.put("int", 7L);
        expected.put("whole", new BigDecimal(BigInteger.TEN.pow(30)));

        assertThat(Wire.decode(Wire.encode(value))).isEqualTo(expected);
    }

    @Test
    void frames_follow_one_another_until_the_stream_ends() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        Wire.write(out, "one");
        Wire.write(out, List.of("two"));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));

        assertThat(Wire.read(in)).isEqualTo("one");
        assertThat(Wire.read(in)).isEqualTo(List.of("two"));
        assertThatThrownBy(() -> Wire.read(in)).isInstanceOf(EOFException.class);
    }

    @Test
    void every_truncated_frame_is_malformed() {
        byte[] frame = Wire.encode(Map.of("a", List.of("b", 1L, new BigDecimal("1.5"), true), "c", Map.of("d", "e")));

        for (int length = 0; length < frame.length; length++) {
            byte[] part = Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> Wire.decode(part)).isInstanceOf(Malformed.class);
        }
        assertThatThrownBy(() -> Wire.decode(Arrays.copyOf(frame, frame.length + 1))).hasMessage("A frame has bytes after its value");
    }

    @Test
    void whatever_a_frame_is_made_into_it_is_a_value_or_malformed() {
        Random random = new Random(SEED);
        byte[] frame = Wire.encode(Map.of("k", "ask", "call", "0123456789abcdef", "args", List.of("key", 1L, new BigDecimal("2.5"))));
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = frame.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                Object value = Wire.decode(changed);
                assertThat(Wire.decode(Wire.encode(value))).isEqualTo(value);
            } catch (IOException e) {
                assertThat(e).isInstanceOf(Malformed.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Wire.FRAME_LIMIT + 1, Integer.MAX_VALUE})
    void a_length_that_is_none_is_refused_before_anything_is_read(int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeInt(length);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));

        assertThatThrownBy(() -> Wire.read(in)).isInstanceOf(Malformed.class).hasMessageContaining(String.valueOf(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "1e101", "none", "", "NaN", "0x10"})
    void a_number_that_no_memory_holds_or_that_is_none_is_malformed(String number) {
        assertThatThrownBy(() -> Wire.decode(tagged('d', number))).isInstanceOf(Malformed.class);
    }

    @Test
    void a_number_of_many_digits_is_neither_sent_nor_taken() {
        BigDecimal longest = new BigDecimal("9".repeat(Wire.DIGITS_LIMIT));

        assertThat(Wire.encode(longest)).isNotEmpty();
        assertThatThrownBy(() -> Wire.decode(tagged('d', "9".repeat(Wire.DIGITS_LIMIT + 1)))).isInstanceOf(Malformed.class);
        for (Number each : List.of(new BigDecimal("9".repeat(Wire.DIGITS_LIMIT + 1)), BigInteger.TWO.pow(1_000_000), new BigDecimal(
                "1e-101"), new OwnNumber())) {
            assertThatThrownBy(() -> Wire.encode(each)).hasMessageContaining("digits");
        }
    }

    @Test
    void depth_and_number_of_values_are_bounded_on_both_sides() throws IOException {
        assertThat(Wire.decode(Wire.encode(nested(Wire.DEPTH_LIMIT - 1)))).isEqualTo(nested(Wire.DEPTH_LIMIT - 1));
        assertThatThrownBy(() -> Wire.encode(nested(Wire.DEPTH_LIMIT))).hasMessageContaining("deeper than 32");
        assertThatThrownBy(() -> Wire.decode(nestedBytes(100_000))).isInstanceOf(Malformed.class);
        assertThat(Wire.encode(Collections.nCopies(Wire.VALUES_LIMIT - 1, null))).isNotEmpty();
        assertThatThrownBy(() -> Wire.encode(Collections.nCopies(Wire.VALUES_LIMIT, null))).hasMessageContaining("more than 50000");
        assertThatThrownBy(() -> Wire.decode(many(Wire.VALUES_LIMIT))).isInstanceOf(Malformed.class);
    }

    @Test
    void a_list_that_holds_itself_twice_is_given_up_early() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        list.add(list);

        assertThatThrownBy(() -> Wire.encode(list)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_larger_than_a_frame_is_not_begun() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        assertThatThrownBy(() -> Wire.write(new DataOutputStream(bytes), "x".repeat(Wire.FRAME_LIMIT))).hasMessageContaining("larger than");
        assertThatThrownBy(() -> Wire.write(new DataOutputStream(bytes), Collections.nCopies(3, "ä".repeat(Wire.FRAME_LIMIT / 4))))
                .hasMessageContaining("larger than");
        assertThat(bytes.size()).isZero();
    }

    @Test
    void what_no_database_can_keep_is_neither_sent_nor_taken() {
        assertThatThrownBy(() -> Wire.encode(Map.of("a\0", 1L))).hasMessage("A text holds the character U+0000");
        assertThatThrownBy(() -> Wire.decode(tagged('s', "a\0b"))).isInstanceOf(Malformed.class);
        assertThat(Wire.encode("\uD83D")).as("half a character becomes a question mark").isEqualTo(Wire.encode("?"));
    }

    @Test
    void what_is_not_plain_is_not_sent() {
        Map<Object, Object> keyed = Map.of(1, "one");

        for (Object value : List.of(new Object(), 1.5, 'c', Thread.currentThread(), new int[1], keyed)) {
            assertThatThrownBy(() -> Wire.encode(value)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Says of itself that it is short. */
    private static final class OwnNumber extends BigDecimal {
        private static final long serialVersionUID = 1L;

        OwnNumber() {
            super("1");
        }

        @Override
        public String toString() {
            return "1e999999999";
        }
    }

    private static Object nested(int depth) {
        Object value = "";
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    private static byte[] nestedBytes(int depth) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int i = 0; i < depth; i++) {
            out.writeByte('a');
            out.writeInt(1);
        }
        out.writeByte('0');
        return bytes.toByteArray();
    }

    private static byte[] many(int values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte('a');
        out.writeInt(values);
        for (int i = 0; i < values; i++) {
            out.writeByte('0');
        }
        return bytes.toByteArray();
    }

    private static byte[] tagged(char tag, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(tag);
        out.writeInt(text.length());
        out.writeBytes(text);
        return bytes.toByteArray();
    }
}
