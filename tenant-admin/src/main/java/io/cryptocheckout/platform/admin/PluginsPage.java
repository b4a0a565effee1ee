package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.plugin.PluginSlots;
import io.cryptocheckout.platform.plugin.PluginView;
import io.cryptocheckout.platform.plugin.Plugins;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.plugin.Slot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Which plugins there are, and each one's own page: what it may do, its settings, what it did, and its end. */
@DashboardPage
final class PluginsPage {
    private static final String LIST = "/dashboard/plugins";
    private static final String ONE = LIST + "/{id}";
    private static final int LINES = 25;

    private final Plugins plugins;
    private final PluginSlots slots;

    PluginsPage(Plugins plugins, PluginSlots slots) {
        this.plugins = plugins;
        this.slots = slots;
    }

    /** One plugin of the list. */
    public record Row(PluginView plugin, String name, String description, String state) {

        static Row of(PluginView plugin) {
            return plugin.manifest() == null
                    ? new Row(plugin, plugin.id(), "It was taken away by the operator of the platform.", state(plugin))
                    : new Row(plugin, plugin.manifest().name(), plugin.manifest().description(), state(plugin));
        }

        private static String state(PluginView plugin) {
            return switch (plugin.state()) {
                case AVAILABLE -> "not enabled";
                case ENABLED -> "works";
                case DISABLED -> "disabled";
                case QUARANTINED -> "stopped";
                case MISSING -> "taken away";
            };
        }
    }

    @GetMapping(LIST)
    String list(Caller caller, Model model) {
        model.addAttribute("plugins", plugins.list(caller).stream().map(Row::of).toList());
        return "admin/plugins";
    }

    @GetMapping(ONE)
    String show(Caller caller, Model model, @PathVariable String id) {
        PluginView plugin = find(caller, id);
        return page(caller, model, plugin, PluginForm.of(plugin));
    }

    @PostMapping(ONE + "/enable")
    ModelAndView enable(Caller caller, Model model, @PathVariable String id, @RequestParam Map<String, String> sent,
            RedirectAttributes page) {
        return save(caller, model, id, sent, () -> {
            plugins.enable(caller, id, PluginForm.sent(find(caller, id), sent));
            page.addFlashAttribute("done", "The plugin works for this store now.");
        });
    }

    @PostMapping(ONE)
    ModelAndView configure(Caller caller, Model model, @PathVariable String id, @RequestParam Map<String, String> sent,
            RedirectAttributes page) {
        return save(caller, model, id, sent, () -> {
            plugins.configure(caller, id, PluginForm.sent(find(caller, id), sent));
            page.addFlashAttribute("done", "Saved.");
        });
    }

    @PostMapping(ONE + "/disable")
    String disable(Caller caller, @PathVariable String id, RedirectAttributes page) {
        return Act.then(page, LIST + "/" + find(caller, id).id(), "The plugin is disabled. Its settings and data are kept.",
                () -> plugins.disable(caller, id));
    }

    @PostMapping(ONE + "/resume")
    String resume(Caller caller, @PathVariable String id, RedirectAttributes page) {
        return Act.then(page, LIST + "/" + find(caller, id).id(), "The plugin goes on.", () -> plugins.resume(caller, id));
    }

    @PostMapping(ONE + "/forget")
    String forget(Caller caller, @PathVariable String id, RedirectAttributes page) {
        return Act.then(page, LIST, "The plugin was removed from this store, with all that it kept.", () -> plugins.forget(caller, id));
    }

    /** A file that one of the plugin's blocks offers: always as an attachment, whatever it is. */
    @GetMapping(ONE + "/file")
    ResponseEntity<byte[]> file(Caller caller, @PathVariable String id, @RequestParam String key) {
        String content = plugins.stored(caller, find(caller, id).id(), key);
        if (content == null) {
            throw Refused.notFound("file");
        }
        ContentDisposition attachment = ContentDisposition.attachment()
                .filename(key.substring(key.lastIndexOf('/') + 1), StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .header("X-Content-Type-Options", "nosniff").body(content.getBytes(StandardCharsets.UTF_8));
    }

    private ModelAndView save(Caller caller, Model model, String id, Map<String, String> sent, Runnable act) {
        PluginView plugin = find(caller, id);
        try {
            act.run();
            return new ModelAndView("redirect:" + LIST + "/" + plugin.id());
        } catch (Refused refused) {
            Act.rethrowIfAPage(refused);
            model.addAttribute("problem", Problem.of(refused));
            model.addAttribute("problems", refused.errors());
            return new ModelAndView(page(caller, model, plugin, PluginForm.of(plugin, PluginForm.sent(plugin, sent))),
                    HttpStatus.BAD_REQUEST);
        }
    }

    private String page(Caller caller, Model model, PluginView plugin, PluginForm form) {
        model.addAttribute("row", Row.of(plugin));
        model.addAttribute("abilities", plugin.manifest() == null ? List.of() : PluginWords.abilities(plugin.manifest()));
        model.addAttribute("form", form);
        model.addAttribute("blocks", slots.showOne(caller, plugin.id(), Slot.SETTINGS_PAGE));
        model.addAttribute("activity", caller.permissions().contains(Permission.SESSIONS_READ)
                ? plugins.activity(caller, plugin.id(), null, LINES).lines()
                : List.of());
        model.addAttribute("problems", model.containsAttribute("problems") ? model.getAttribute("problems") : List.of());
        return "admin/plugin";
    }

    private PluginView find(Caller caller, String id) {
        PluginView plugin = plugins.find(caller, id);
        if (plugin == null) {
            throw Refused.notFound("plugin");
        }
        return plugin;
    }
}
