package io.cryptocheckout.platform.server;

/** A start refused because of its settings; the message has one line for each of them, naming it. */
class SettingMissing extends RuntimeException {

    SettingMissing(String message) {
        super(message);
    }
}
