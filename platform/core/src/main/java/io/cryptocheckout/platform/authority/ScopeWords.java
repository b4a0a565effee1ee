package io.cryptocheckout.platform.authority;

/**
 * What each permission means to the person who is asked for it: wherever somebody gives a scope away, or sees what was given, it stands
 * in these words. Each begins with a verb and ends without a full stop.
 */
public final class ScopeWords {
    private ScopeWords() {}

    /** For example "See the store's name and settings". */
    public static String of(Permission scope) {
        return switch (scope) {
            case SESSIONS_READ -> "See payments, their amounts and their customers";
            case SESSIONS_WRITE -> "Ask customers for payments, and cancel or settle them by hand";
            case WEBHOOKS_READ -> "See where the store sends its events, and whether they arrived";
            case WEBHOOKS_WRITE -> "Have everything that happens to payments, with their customers, sent to addresses on the web";
            case EVENTS_READ -> "Read everything that happened to payments";
            case STORE_READ -> "See the store's name and settings";
            case WALLET_READ -> "See the wallet's addresses and which were used";
            case REPORTS_READ -> "Read and export reports";
            case TEAM_READ -> "See who works in the store, with names and e-mail addresses";
            case AUDIT_READ -> "Read the log of what everybody did in the store";
            case KEYS_MANAGE -> "Make and revoke API keys";
            case TEAM_MANAGE -> "Invite people, change their roles and remove them";
            case APPS_MANAGE -> "Connect and disconnect apps";
            case STORE_WRITE -> "Change the store's settings";
            case WALLET_IMPORT -> "Choose the wallet that the store is paid into";
            case WALLET_SIGN -> "Move money out of the wallet";
            case STORE_OWN -> "Decide about agencies, owners and the hand-over of the store";
        };
    }
}
