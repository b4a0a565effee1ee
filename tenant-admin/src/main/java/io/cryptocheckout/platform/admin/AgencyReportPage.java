package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.checkout.Sales;
import io.cryptocheckout.platform.checkout.StoreFigures;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.tenancy.StoreView;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What was paid in all stores of a person that let him read reports, store by store and together. */
@DashboardPage
final class AgencyReportPage {
    private static final String PATH = AgencyPage.PATH + "/report";

    private final StoreFigures figures;
    private final Clock clock;

    AgencyReportPage(StoreFigures figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    /** A span of days in UTC, both included, as typed. */
    public record Span(@Nullable String from, @Nullable String to) {}

    /** What one store sold in one currency. */
    public record Line(String storeId, String storeName, String currency, int payments, String total) {}

    private record Days(LocalDate from, LocalDate to) {}

    @GetMapping(PATH)
    String show(DashboardSession session, Model model, @ModelAttribute("span") Span span) {
        Days days = days(span);
        List<Line> lines = lines(session, days);
        model.addAttribute("from", days.from().toString());
        model.addAttribute("to", days.to().toString());
        model.addAttribute("lines", lines);
        model.addAttribute("totals", totals(lines));
        return "admin/agency-report";
    }

    /** The same as comma-separated values (RFC 4180). */
    @GetMapping(PATH + ".csv")
    void export(DashboardSession session, @ModelAttribute("span") Span span, HttpServletResponse response) throws IOException {
        Days days = days(span);
        List<Line> lines = lines(session, days);
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader("Content-Disposition", "attachment; filename=payments-" + days.from() + "-" + days.to() + ".csv");
        var out = response.getWriter();
        out.print(Csv.line("from", "to", "mode", "store", "store_name", "currency", "payments", "total"));
        for (Line line : lines) {
            out.print(Csv.line(days.from().toString(), days.to().toString(), session.livemode() ? "live" : "test", line.storeId(),
                    line.storeName(), line.currency(), Integer.toString(line.payments()), line.total()));
        }
    }

    private List<Line> lines(DashboardSession session, Days days) {
        List<Line> lines = new ArrayList<>();
        for (StoreView store : session.stores()) {
            Caller caller = session.callerIn(store, session.livemode());
            if (caller.permissions().contains(Permission.REPORTS_READ)) {
                for (Sales one : figures.sales(caller, days.from().atStartOfDay(ZoneOffset.UTC).toInstant(),
                        days.to().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())) {
                    lines.add(new Line(IdKind.STORE.format(store.id()), store.name(), one.currency(), one.payments(),
                            one.total().toPlainString()));
                }
            }
        }
        return lines;
    }

    /** By currency: amounts of different ones are never added. */
    private static Map<String, String> totals(List<Line> lines) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        lines.forEach(line -> sums.merge(line.currency(), new BigDecimal(line.total()), BigDecimal::add));
        Map<String, String> totals = new TreeMap<>();
        sums.forEach((currency, sum) -> totals.put(currency, sum.toPlainString()));
        return totals;
    }

    /** A day that is none, or none given, is the month so far. */
    private Days days(Span span) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate from = day(span.from(), today.withDayOfMonth(1));
        LocalDate to = day(span.to(), today);
        return new Days(from, to.isBefore(from) ? from : to);
    }

    private static LocalDate day(@Nullable String text, LocalDate otherwise) {
        try {
            LocalDate day = text == null || text.isBlank() ? otherwise : LocalDate.parse(text.strip());
            return day.getYear() < 2000 || day.getYear() > 9999 ? otherwise : day;
        } catch (DateTimeException e) {
            return otherwise;
        }
    }
}
