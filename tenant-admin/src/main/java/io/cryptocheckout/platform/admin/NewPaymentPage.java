package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.checkout.Checkout;
import io.cryptocheckout.platform.checkout.CheckoutSession;
import io.cryptocheckout.platform.checkout.NewSession;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.money.Fiat;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/** Opens a payment by hand: to try things out, or for an order that came by telephone. */
@DashboardPage
final class NewPaymentPage {

    private final Checkout checkout;
    private final JsonMapper json = JsonMapper.builder().build();

    NewPaymentPage(Checkout checkout) {
        this.checkout = checkout;
    }

    /** What was typed into the form. */
    public record Form(String amount, String currency, String reference) {}

    @GetMapping(PaymentsPage.LIST + "/new")
    String form(Model model) {
        model.addAttribute("form", new Form("50.00", "USD", ""));
        return "admin/payment-new";
    }

    @PostMapping(PaymentsPage.LIST)
    ModelAndView create(Caller caller, Model model, @RequestParam String amount, @RequestParam String currency,
            @RequestParam(defaultValue = "") String reference) {
        try {
            Fiat price = Fiat.parse(amount.strip(), currency.strip().toUpperCase(Locale.ROOT), "amount");
            CheckoutSession.Details details = new CheckoutSession.Details(reference.isBlank() ? null : reference.strip(), null, Map.of(),
                    null, null);
            Answer answer = checkout.open(caller, new NewSession(price, null, null, false, details), null);
            return new ModelAndView("redirect:" + PaymentsPage.LIST + "/" + json.readTree(answer.body()).path("id").asString());
        } catch (Refused refused) {
            model.addAttribute("problem", Problem.of(refused));
            model.addAttribute("form", new Form(amount, currency, reference));
            return new ModelAndView("admin/payment-new", HttpStatus.BAD_REQUEST);
        }
    }
}
