package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.audit.AuditCheck;
import io.cryptocheckout.platform.audit.AuditEntry;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.audit.AuditQuery;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who did what in a store, to read, to filter, to export and to check. */
@DashboardPage
final class AuditPage {
    private static final String PATH = "/dashboard/audit";
    private static final int ROWS = 50;

    private final AuditLog log;

    AuditPage(AuditLog log) {
        this.log = log;
    }

    /**
     * What to show; everything as it was typed.
     *
     * @param who
     *            {@code agency} for the acts of agencies alone, {@code team} for all others, otherwise everybody's
     * @param from
     *            a day in UTC, included
     * @param to
     *            a day in UTC, included
     */
    public record Filter(@Nullable String action, @Nullable String who, @Nullable String object, @Nullable String from,
            @Nullable String to, @Nullable Long before) {

        AuditQuery query(int limit) {
            Boolean agency = "agency".equals(who) ? Boolean.TRUE : "team".equals(who) ? Boolean.FALSE : null;
            return new AuditQuery(given(action), null, given(object), agency, day(from, 0), day(to, 1), before, limit);
        }

        private static @Nullable String given(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }

        /** A day that is none is taken as not given: a filter never breaks the page. */
        private static @Nullable Instant day(@Nullable String text, int more) {
            try {
                return text == null || text.isBlank()
                        ? null
                        : LocalDate.parse(text.strip()).atStartOfDay(ZoneOffset.UTC).toInstant().plus(Duration.ofDays(more));
            } catch (DateTimeParseException e) {
                return null;
            }
        }
    }

    /** A line of the list. */
    public record Row(AuditEntry entry, String details) {

        static Row of(AuditEntry entry) {
            return new Row(entry, words(entry.act().details()));
        }
    }

    @GetMapping(PATH)
    String show(Caller caller, Model model, @ModelAttribute("filter") Filter filter) {
        List<AuditEntry> entries = log.list(caller, filter.query(ROWS + 1));
        List<AuditEntry> shown = entries.subList(0, Math.min(ROWS, entries.size()));
        model.addAttribute("entries", shown.stream().map(Row::of).toList());
        String after = entries.size() > ROWS ? Long.toString(shown.getLast().sequence()) : null;
        model.addAttribute("pages", Pages.of(PATH, "before", filter.before() == null, after, "action", text(filter.action()), "who",
                text(filter.who()), "object", text(filter.object()), "from", text(filter.from()), "to", text(filter.to())));
        return "admin/audit";
    }

    /** The whole list that the filter names, as comma-separated values (RFC 4180). */
    @GetMapping(PATH + ".csv")
    void export(Caller caller, @ModelAttribute("filter") Filter filter, HttpServletResponse response) throws IOException {
        caller.require(Permission.AUDIT_READ);
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader("Content-Disposition", "attachment; filename=audit.csv");
        PrintWriter out = response.getWriter();
        out.print(Csv.line("sequence", "at", "mode", "actor_kind", "actor_id", "actor", "agency_access", "address", "action", "outcome",
                "object", "details"));
        log.export(caller, filter.query(1), entry -> out.print(line(entry)));
    }

    @PostMapping(PATH + "/check")
    String check(Caller caller, RedirectAttributes page) {
        AuditCheck check = log.verify(caller);
        if (check.brokenAt() == null) {
            page.addFlashAttribute("done", "All " + check.entries() + " entries were read again: each follows from the one before it.");
        } else {
            page.addFlashAttribute("refused", "Entry " + check.brokenAt()
                    + " does not follow from the one before it: the log was changed outside of the platform. Tell the operator.");
        }
        return "redirect:" + PATH;
    }

    private static String line(AuditEntry entry) {
        var actor = entry.actor();
        var access = actor.origin().accessId();
        String mode = entry.livemode() == null ? "" : entry.livemode() ? "live" : "test";
        return Csv.line(Long.toString(entry.sequence()), entry.at().toString(), mode, actor.kind().name(), actor.id().toString(),
                actor.label(), access == null ? "" : access.toString(), text(actor.origin().address()), entry.act().action(),
                entry.outcome(), text(entry.act().object()), words(entry.act().details()));
    }

    private static String words(Map<String, String> details) {
        return new TreeMap<>(details).entrySet().stream().map(one -> one.getKey() + ": " + one.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
