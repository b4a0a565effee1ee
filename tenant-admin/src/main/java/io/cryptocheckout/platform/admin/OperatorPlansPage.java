package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.operators.Operator;
import io.cryptocheckout.platform.operators.PlanBook;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.PlanView;
import io.cryptocheckout.platform.tenancy.Terms;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The plans: what each allows, and which one is everybody's who was given none. */
@OperatorPage
final class OperatorPlansPage {
    private static final String LIST = OperatorPage.PATH + "/plans";

    private final PlanBook plans;

    OperatorPlansPage(PlanBook plans) {
        this.plans = plans;
    }

    /** What was typed into the form; an empty field is no limit. */
    public record Form(@Nullable String name, @Nullable String sessionsPerMonth, @Nullable String stores, @Nullable String apiKeysPerStore,
            @Nullable String requestsPerSecond) {

        static Form of(PlanView plan) {
            Terms terms = plan.terms();
            return new Form(plan.name(), typed(terms.sessionsPerMonth()), typed(terms.stores()), typed(terms.apiKeysPerStore()),
                    typed(terms.requestsPerSecond()));
        }

        Terms terms() {
            Long sessions = number("sessionsPerMonth", sessionsPerMonth);
            return new Terms(sessions, small("stores", stores), small("apiKeysPerStore", apiKeysPerStore),
                    small("requestsPerSecond", requestsPerSecond));
        }

        private static String typed(@Nullable Number limit) {
            return limit == null ? "" : limit.toString();
        }

        private static @Nullable Integer small(String field, @Nullable String typed) {
            Long number = number(field, typed);
            return number == null ? null : (int) Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }

        private static @Nullable Long number(String field, @Nullable String typed) {
            try {
                return typed == null || typed.isBlank() ? null : Long.valueOf(typed.strip());
            } catch (NumberFormatException e) {
                throw new Refused(Refusal.FIELD_INVALID, field, "Write a whole number, or nothing for no limit.");
            }
        }
    }

    @GetMapping(LIST)
    String list(Model model) {
        model.addAttribute("plans", plans.list());
        return "admin/operator-plans";
    }

    @GetMapping(LIST + "/new")
    String form(Model model) {
        return form(model, null, new Form("", "", "", "", ""));
    }

    @GetMapping(LIST + "/{id}")
    String form(Model model, @PathVariable String id) {
        PlanView plan = plans.find(plan(id));
        return form(model, plan, Form.of(plan));
    }

    @PostMapping(LIST)
    ModelAndView create(@RequestAttribute(OperatorGate.OPERATOR) Operator who, Model model, @ModelAttribute("form") Form form,
            RedirectAttributes page) {
        return saved(model, null, form, page, terms -> plans.create(who, name(form), terms));
    }

    @PostMapping(LIST + "/{id}")
    ModelAndView change(@RequestAttribute(OperatorGate.OPERATOR) Operator who, Model model, @PathVariable String id,
            @ModelAttribute("form") Form form, RedirectAttributes page) {
        PlanView plan = plans.find(plan(id));
        return saved(model, plan, form, page, terms -> plans.change(who, plan.id(), name(form), terms));
    }

    @PostMapping(LIST + "/{id}/default")
    String makeDefault(@RequestAttribute(OperatorGate.OPERATOR) Operator who, @PathVariable String id, RedirectAttributes page) {
        UUID plan = plan(id);
        return Act.then(page, LIST, "This is the default plan now.", () -> plans.makeDefault(who, plan));
    }

    /** The plan behind a public id; refuses with {@code not_found} what is none. */
    static UUID plan(String id) {
        UUID plan = IdKind.PLAN.parse(id);
        if (plan == null) {
            throw Refused.notFound("plan");
        }
        return plan;
    }

    private ModelAndView saved(Model model, @Nullable PlanView plan, Form form, RedirectAttributes page, Consumer<Terms> save) {
        try {
            save.accept(form.terms());
            page.addFlashAttribute("done", "The plan was saved.");
            return new ModelAndView("redirect:" + LIST);
        } catch (Refused refused) {
            model.addAttribute("problem", Problem.of(refused));
            return new ModelAndView(form(model, plan, form), HttpStatus.BAD_REQUEST);
        }
    }

    private static String form(Model model, @Nullable PlanView plan, Form form) {
        model.addAttribute("plan", plan);
        model.addAttribute("form", form);
        return "admin/operator-plan";
    }

    private static String name(Form form) {
        return form.name() == null ? "" : form.name();
    }
}
