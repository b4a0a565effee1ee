package io.cryptocheckout.platform.journey;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.List;

/** A device that keeps passkeys and always recognises who holds it, as Chromium's tools for developers offer one. */
final class Fingerprint {

    private Fingerprint() {}

    static void at(Page page) {
        CDPSession device = page.context().newCDPSession(page);
        device.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        for (String can : List.of("hasResidentKey", "hasUserVerification", "isUserVerified", "automaticPresenceSimulation")) {
            options.addProperty(can, true);
        }
        JsonObject wanted = new JsonObject();
        wanted.add("options", options);
        device.send("WebAuthn.addVirtualAuthenticator", wanted);
    }
}
