package io.cryptocheckout.platform.admin;

import java.util.Arrays;
import java.util.List;

/** The entries of a text field that holds one on each line, or several with commas between them. */
final class Lines {

    private Lines() {}

    static List<String> of(String text) {
        return Arrays.stream(text.split("[\\s,]+")).filter(entry -> !entry.isEmpty()).toList();
    }
}
