package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.operators.OperatorActs;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What operators did, and which of them. */
@OperatorPage
final class OperatorLogPage {
    private static final String PATH = OperatorPage.PATH + "/log";
    private static final int ROWS = 50;

    private final OperatorActs acts;

    OperatorLogPage(OperatorActs acts) {
        this.acts = acts;
    }

    /** A line of the list. */
    public record Row(OperatorActs.Line line, String details) {

        static Row of(OperatorActs.Line line) {
            return new Row(line, new TreeMap<>(line.act().details()).entrySet().stream().map(one -> one.getKey() + ": " + one.getValue())
                    .collect(Collectors.joining("; ")));
        }
    }

    @GetMapping(PATH)
    String show(Model model, @RequestParam(defaultValue = "") String after) {
        Long before = cursor(after);
        List<OperatorActs.Line> found = acts.list(before, ROWS + 1);
        List<OperatorActs.Line> shown = found.subList(0, Math.min(ROWS, found.size()));
        model.addAttribute("rows", shown.stream().map(Row::of).toList());
        model.addAttribute("pages", Pages.of(PATH, before == null, found.size() > ROWS ? Long.toString(shown.getLast().position()) : null));
        return "admin/operator-log";
    }

    /** A cursor that is none is the first page. */
    private static @Nullable Long cursor(String after) {
        try {
            return after.isEmpty() ? null : Long.valueOf(after);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
