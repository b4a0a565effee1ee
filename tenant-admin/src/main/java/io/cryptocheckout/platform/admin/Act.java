package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Does what a button asked for and goes back to a page that says how it went. */
final class Act {

    private Act() {}

    /**
     * @param to
     *            the page to go to in both cases
     * @param done
     *            what to say when it went well
     * @throws Refused
     *             {@code not_found} and {@code permission_missing}, which are pages of their own
     */
    static String then(RedirectAttributes page, String to, String done, Runnable act) {
        try {
            act.run();
            page.addFlashAttribute("done", done);
        } catch (Refused refused) {
            rethrowIfAPage(refused);
            page.addFlashAttribute("refused", refused.text());
        }
        return "redirect:" + to;
    }

    /** What is a page of its own is no trouble with a form. */
    static void rethrowIfAPage(Refused refused) {
        if (refused.refusal() == Refusal.NOT_FOUND || refused.refusal() == Refusal.PERMISSION_MISSING) {
            throw refused;
        }
    }
}
