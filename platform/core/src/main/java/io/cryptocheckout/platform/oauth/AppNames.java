package io.cryptocheckout.platform.oauth;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an app may call itself: something that people can read, and that is not the platform's own name in disguise. */
final class AppNames {
    static final int LONGEST = 80;

    private static final String PLATFORM = "cryptocheckout";
    /** Letters of other scripts and digits that look like the letters of the platform's name (Unicode TR 39). */
    private static final Map<Integer, String> LOOKS_LIKE = Map.ofEntries(Map.entry((int) 'с', "c"), Map.entry((int) 'ϲ', "c"),
            Map.entry((int) 'г', "r"), Map.entry((int) 'у', "y"), Map.entry((int) 'ү', "y"), Map.entry((int) 'γ', "y"),
            Map.entry((int) 'р', "p"), Map.entry((int) 'ρ', "p"), Map.entry((int) 'т', "t"), Map.entry((int) 'τ', "t"),
            Map.entry((int) 'о', "o"), Map.entry((int) 'ο', "o"), Map.entry((int) '0', "o"), Map.entry((int) 'һ', "h"),
            Map.entry((int) 'н', "h"), Map.entry((int) 'е', "e"), Map.entry((int) 'ε', "e"), Map.entry((int) '3', "e"),
            Map.entry((int) 'к', "k"), Map.entry((int) 'κ', "k"), Map.entry((int) 'υ', "u"), Map.entry((int) 'ս', "u"));

    private AppNames() {}

    /** What is wrong with the name; null where nothing is. */
    static @Nullable String problem(String name) {
        if (name.isBlank() || name.length() > LONGEST) {
            return "The name has 1 to 80 characters, not all of them blank.";
        }
        if (name.codePoints().anyMatch(AppNames::isHidden)) {
            return "The name holds a character that nobody sees, such as a line break or a mark that turns the direction of writing."
                    + " Leave it out.";
        }
        return skeleton(name).contains(PLATFORM) ? "The name looks like the platform's own. Choose one that tells whose app it is." : null;
    }

    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }

    /** The letters as an eye takes them: without case, accents, blanks and marks. */
    private static String skeleton(String name) {
        StringBuilder letters = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT).codePoints()
                .mapToObj(character -> LOOKS_LIKE.getOrDefault(character, Character.toString(character)))
                .filter(text -> Character.isLetterOrDigit(text.codePointAt(0))).forEach(letters::append);
        return letters.toString();
    }
}
