package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.events.Deliveries;
import io.cryptocheckout.platform.events.DeliveryQuery;
import io.cryptocheckout.platform.events.EndpointChange;
import io.cryptocheckout.platform.events.EndpointView;
import io.cryptocheckout.platform.events.EndpointWithSecret;
import io.cryptocheckout.platform.events.EventTypes;
import io.cryptocheckout.platform.events.NewEndpoint;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Webhook endpoints: make, change, switch off, delete, rotate the secret, send a test. */
@DashboardPage
final class WebhooksPage {

    private static final String LIST = "/dashboard/webhooks";
    private static final int RECENT = 10;

    private final WebhookEndpoints endpoints;
    private final Deliveries deliveries;

    WebhooksPage(WebhookEndpoints endpoints, Deliveries deliveries) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
    }

    /**
     * What was typed into the form.
     *
     * @param id
     *            empty for a new endpoint
     */
    public record Form(String id, String url, String description, List<String> types) {}

    @GetMapping(LIST)
    String list(Caller caller, Model model) {
        model.addAttribute("endpoints", endpoints.list(caller));
        return "admin/webhooks";
    }

    @GetMapping(LIST + "/new")
    String form(Model model) {
        return form(model, new Form("", "", "", List.of(EventTypes.ALL)));
    }

    @PostMapping(LIST)
    ModelAndView create(Caller caller, Model model, @RequestParam String url, @RequestParam(defaultValue = "") String description,
            @RequestParam(defaultValue = "") List<String> types) {
        try {
            return secret(model, endpoints.create(caller, new NewEndpoint(url.strip(), blankToNull(description), types)));
        } catch (Refused refused) {
            return again(model, refused, new Form("", url, description, types));
        }
    }

    @GetMapping(LIST + "/{id}")
    String show(Caller caller, Model model, @PathVariable String id) {
        EndpointView endpoint = find(caller, id);
        model.addAttribute("endpoint", endpoint);
        model.addAttribute("types", EventTypes.all());
        model.addAttribute("deliveries",
                deliveries.list(caller, new DeliveryQuery(endpoint.id(), null, null, null, RECENT)).data());
        return "admin/webhook";
    }

    @GetMapping(LIST + "/{id}/edit")
    String edit(Caller caller, Model model, @PathVariable String id) {
        EndpointView endpoint = find(caller, id);
        String description = endpoint.description();
        return form(model, new Form(id, endpoint.url(), description == null ? "" : description, endpoint.types()));
    }

    @PostMapping(LIST + "/{id}")
    ModelAndView change(Caller caller, Model model, @PathVariable String id, @RequestParam String url,
            @RequestParam(defaultValue = "") String description, @RequestParam(defaultValue = "") List<String> types) {
        try {
            endpoints.change(caller, find(caller, id).id(), new EndpointChange(url.strip(), description.strip(), types, null));
            return new ModelAndView("redirect:" + LIST + "/" + id);
        } catch (Refused refused) {
            return again(model, refused, new Form(id, url, description, types));
        }
    }

    @PostMapping(LIST + "/{id}/enabled")
    String enable(Caller caller, @PathVariable String id, @RequestParam boolean enabled, RedirectAttributes page) {
        UUID endpoint = find(caller, id).id();
        return Act.then(page, LIST + "/" + id, enabled ? "The endpoint is on again." : "The endpoint is off: it gets no new events.",
                () -> endpoints.change(caller, endpoint, new EndpointChange(null, null, null, enabled)));
    }

    @PostMapping(LIST + "/{id}/delete")
    String delete(Caller caller, @PathVariable String id, RedirectAttributes page) {
        UUID endpoint = find(caller, id).id();
        return Act.then(page, LIST, "The endpoint was deleted.", () -> endpoints.delete(caller, endpoint));
    }

    @PostMapping(LIST + "/{id}/rotate")
    ModelAndView rotate(Caller caller, Model model, @PathVariable String id, @RequestParam(defaultValue = "24") int hours) {
        return secret(model, endpoints.rotateSecret(caller, find(caller, id).id(), Duration.ofHours(hours)));
    }

    @PostMapping(LIST + "/{id}/test")
    String test(Caller caller, @PathVariable String id, @RequestParam String type, RedirectAttributes page) {
        UUID endpoint = find(caller, id).id();
        return Act.then(page, LIST + "/" + id, "A test event is on its way; it appears below.",
                () -> deliveries.sendTest(caller, endpoint, type));
    }

    @PostMapping(LIST + "/{id}/resend-abandoned")
    String resendAbandoned(Caller caller, @PathVariable String id, RedirectAttributes page) {
        UUID endpoint = find(caller, id).id();
        return Act.then(page, LIST + "/" + id, "Everything that was given up is on its way again.",
                () -> deliveries.resendAbandoned(caller, endpoint));
    }

    private EndpointView find(Caller caller, String id) {
        UUID parsed = IdKind.WEBHOOK_ENDPOINT.parse(id);
        EndpointView found = parsed == null ? null : endpoints.find(caller, parsed);
        if (found == null) {
            throw Refused.notFound("webhook endpoint");
        }
        return found;
    }

    private static ModelAndView secret(Model model, EndpointWithSecret made) {
        model.addAttribute("made", made);
        return new ModelAndView("admin/webhook-secret");
    }

    private static ModelAndView again(Model model, Refused refused, Form form) {
        model.addAttribute("problem", Problem.of(refused));
        return new ModelAndView(form(model, form), HttpStatus.BAD_REQUEST);
    }

    private static String form(Model model, Form form) {
        model.addAttribute("form", form);
        model.addAttribute("types", EventTypes.all());
        return "admin/webhook-form";
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
