package io.cryptocheckout.platform.local;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** The demo shop's pages: plain HTML without a script. */
final class DemoPages {

    static final String PRICE = "25.00";

    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            %s
            <title>%s - Demo Coffee</title>
            <style>
            :root { color-scheme: light dark }
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
            nav a { margin-right: 1rem }
            article { border: 1px solid #8886; border-radius: .75rem; padding: 1.25rem; margin: 1.25rem 0 }
            button { font: inherit; padding: .6rem 1.4rem; border-radius: .5rem; border: 0; background: #1d4ed8; color: #fff; cursor: pointer }
            button:focus-visible, a:focus-visible { outline: 3px solid #f59e0b; outline-offset: 2px }
            table { width: 100%%; border-collapse: collapse } th, td { text-align: left; padding: .35rem .5rem; border-bottom: 1px solid #8884 }
            pre { overflow: auto; max-height: 20rem; background: #8882; padding: .75rem; border-radius: .5rem }
            .good { color: #15803d } .bad { color: #b91c1c }
            @media (prefers-color-scheme: dark) { .good { color: #4ade80 } .bad { color: #f87171 } }
            </style>
            </head>
            <body>
            <nav aria-label="Shop"><a href="/">Shop</a><a href="/webhooks">Webhooks received</a></nav>
            <main>
            %s
            </main>
            </body>
            </html>
            """;

    private DemoPages() {}

    static String product() {
        return frame("", "A pound of coffee", """
                <h1>Demo Coffee</h1>
                <article>
                <h2>A pound of coffee</h2>
                <p>Roasted this morning, ground for nobody. It exists as much as the coins of the local chain do.</p>
                <p><strong>%s USD</strong></p>
                <form method="post" action="/orders"><button>Buy with crypto</button></form>
                </article>
                """.formatted(PRICE));
    }

    static String order(String reference, @Nullable String status) {
        boolean settled = "paid".equals(status) || "paid_late".equals(status);
        String text = switch (status == null ? "pending" : status) {
            case "paid", "paid_late" -> "<p class=\"good\"><strong>Paid. Your coffee is on its way.</strong></p>";
            case "detected" -> "<p>Your payment was seen; waiting for its confirmations.</p>";
            case "underpaid" -> "<p>A part of the price has arrived; the checkout page shows what is missing.</p>";
            case "expired", "failed", "canceled" -> "<p class=\"bad\">This order was not paid.</p>";
            default -> "<p>Waiting for your payment.</p>";
        };
        return frame(settled ? "" : "<meta http-equiv=\"refresh\" content=\"2\">", "Your order",
                "<h1>Your order</h1><article><p>Number " + escape(reference) + "</p>" + text
                        + "<p>The shop knows this from the signed webhooks it was sent, and from nothing else.</p></article>");
    }

    static String webhooks(List<Receipts.Receipt> receipts) {
        StringBuilder rows = new StringBuilder("<h1>Webhooks received</h1><p>Newest first; this page reloads by itself.</p>");
        if (receipts.isEmpty()) {
            rows.append("<p>None yet. Buy something, or send a test event from the dashboard.</p>");
        }
        for (Receipts.Receipt receipt : receipts) {
            rows.append("<article><h2>").append(escape(receipt.type())).append("</h2><p>").append(receipt.at()).append(" &middot; ")
                    .append(escape(receipt.id())).append(" &middot; ")
                    .append(receipt.verified()
                            ? "<span class=\"good\">signature verified</span>"
                            : "<span class=\"bad\">signature does not fit</span>")
                    .append("</p><details><summary>Body</summary><pre>").append(escape(receipt.body()))
                    .append("</pre></details></article>");
        }
        return frame("<meta http-equiv=\"refresh\" content=\"5\">", "Webhooks received", rows.toString());
    }

    private static String frame(String head, String title, String body) {
        return FRAME.formatted(head, escape(title), body);
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text);
    }
}
