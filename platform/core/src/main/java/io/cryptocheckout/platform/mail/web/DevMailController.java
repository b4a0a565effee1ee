package io.cryptocheckout.platform.mail.web;

import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.mail.SentMail;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Shows on {@code /dev/mail} what would have been mailed, because a developer's machine has no mail server. */
@RestController
@Profile("local")
class DevMailController {
    private static final int SHOWN = 100;
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"'&]+(?:&amp;[^\\s<>\"'&]+)*");

    private final Mails mails;

    DevMailController(Mails mails) {
        this.mails = mails;
    }

    @GetMapping(path = "/dev/mail", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> latest() {
        String list = mails.latest(SHOWN).stream().map(DevMailController::article).collect(Collectors.joining());
        return ResponseEntity.ok().header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'").body("""
                <!doctype html><html lang="en"><meta charset="utf-8"><title>Mail on this machine</title>
                <h1>Mail on this machine</h1>
                <p>Newest first. Nothing leaves this machine while no mail server is configured.</p>
                %s</html>""".formatted(list.isEmpty() ? "<p>No mail yet.</p>" : list));
    }

    private static String article(SentMail sent) {
        return "<article><h2>%s</h2><p>To %s at %s (%s)</p><pre>%s</pre></article>".formatted(escaped(sent.mail().subject()),
                escaped(sent.mail().recipient()), sent.createdAt(), sent.status(),
                LINK.matcher(escaped(sent.mail().text())).replaceAll("<a href=\"$0\">$0</a>"));
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text);
    }
}
