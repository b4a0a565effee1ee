package io.cryptocheckout.platform.journey;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;

/** What axe-core finds wrong with a page (WCAG 2.2 A and AA, and best practices), in light and in dark colours. */
final class Accessible {

    /** The rules that look at colours; by the others a page is judged once. */
    private static final List<String> OF_COLOURS = List.of("color-contrast", "link-in-text-block");

    private Accessible() {}

    static List<String> violations(Page page) {
        List<String> found = violations(page, ColorScheme.LIGHT, new AxeBuilder(page));
        found.addAll(violations(page, ColorScheme.DARK, new AxeBuilder(page).withRules(OF_COLOURS)));
        return found;
    }

    /** Of one part of a page: what stands around it is another's. */
    static List<String> violations(Page page, String part) {
        return violations(page, ColorScheme.LIGHT, new AxeBuilder(page).include(part));
    }

    private static List<String> violations(Page page, ColorScheme colours, AxeBuilder axe) {
        // Without motion no colour is caught half way between the two schemes.
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours).setReducedMotion(ReducedMotion.REDUCE));
        List<String> found = new ArrayList<>();
        axe.setLegacyMode(true).analyze().getViolations().forEach(rule -> rule.getNodes()
                .forEach(node -> found.add(page.url() + " " + colours + " " + rule.getId() + " " + node.getHtml())));
        return found;
    }
}
