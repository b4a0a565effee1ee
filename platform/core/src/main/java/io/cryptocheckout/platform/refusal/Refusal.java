package io.cryptocheckout.platform.refusal;

import java.util.Locale;

/**
 * Every rule a request can break. The wire name is the stable {@code code} of the error object; each is documented in
 * the error catalogue.
 */
public enum Refusal {
    // Who asks
    API_KEY_MISSING(ErrorType.AUTHENTICATION), API_KEY_INVALID(ErrorType.AUTHENTICATION), API_KEY_REVOKED(
            ErrorType.AUTHENTICATION),
    API_KEY_EXPIRED(ErrorType.AUTHENTICATION), IP_NOT_ALLOWED(
            ErrorType.PERMISSION),
    PERMISSION_MISSING(ErrorType.PERMISSION), STORE_SUSPENDED(ErrorType.PERMISSION),
    QUOTA_EXCEEDED(ErrorType.PERMISSION),
    API_KEY_ENDED(ErrorType.CONFLICT), UNAVAILABLE(ErrorType.UNAVAILABLE),
    // What was sent
    IDEMPOTENCY_KEY_INVALID(ErrorType.INVALID_REQUEST), PASSWORD_WEAK(ErrorType.INVALID_REQUEST),
    BODY_MALFORMED(ErrorType.INVALID_REQUEST), BODY_TOO_LARGE(ErrorType.INVALID_REQUEST), CONTENT_TYPE_UNSUPPORTED(
            ErrorType.INVALID_REQUEST),
    FIELD_UNKNOWN(ErrorType.INVALID_REQUEST), FIELD_INVALID(
            ErrorType.INVALID_REQUEST),
    FIELD_MISSING(ErrorType.INVALID_REQUEST), METHOD_NOT_ALLOWED(
            ErrorType.INVALID_REQUEST),
    VERSION_UNKNOWN(ErrorType.INVALID_REQUEST), AMOUNT_INVALID(
            ErrorType.INVALID_REQUEST),
    AMOUNT_TOO_PRECISE(
            ErrorType.INVALID_REQUEST),
    AMOUNT_TOO_LARGE(
            ErrorType.INVALID_REQUEST),
    CURRENCY_UNKNOWN(
            ErrorType.INVALID_REQUEST),
    URL_INVALID(
            ErrorType.INVALID_REQUEST),
    METADATA_INVALID(
            ErrorType.INVALID_REQUEST),
    WALLET_KEY_INVALID(ErrorType.INVALID_REQUEST), WALLET_KEY_PRIVATE(ErrorType.INVALID_REQUEST), WALLET_KEY_PUBLISHED(
            ErrorType.INVALID_REQUEST),
    WALLET_PROOF_INVALID(ErrorType.INVALID_REQUEST), REAUTHENTICATION_REQUIRED(ErrorType.PERMISSION),
    WEBHOOK_URL_REFUSED(ErrorType.INVALID_REQUEST),
    LINK_INVALID(ErrorType.INVALID_REQUEST), CODE_INVALID(ErrorType.INVALID_REQUEST), PASSKEY_INVALID(
            ErrorType.INVALID_REQUEST),
    // What is there
    NOT_FOUND(ErrorType.NOT_FOUND),
    // What it clashes with
    IDEMPOTENCY_KEY_REUSED(ErrorType.CONFLICT), IDEMPOTENCY_IN_PROGRESS(ErrorType.CONFLICT), SESSION_NOT_CANCELABLE(
            ErrorType.CONFLICT),
    NOTHING_RECEIVED(ErrorType.CONFLICT), SESSION_ALREADY_PAID(ErrorType.CONFLICT), SESSION_CANCELED(
            ErrorType.CONFLICT),
    NO_ASSET_OFFERED(ErrorType.INVALID_REQUEST),
    WALLET_KEY_IN_USE(ErrorType.CONFLICT), WALLET_PROPOSAL_EXPIRED(ErrorType.CONFLICT), WALLET_CHANGE_SCHEDULED(ErrorType.CONFLICT),
    RIGHTS_EXCEEDED(ErrorType.PERMISSION), LAST_OWNER(ErrorType.CONFLICT), MEMBER_EXISTS(ErrorType.CONFLICT),
    NAME_TAKEN(ErrorType.CONFLICT), ROLE_IN_USE(ErrorType.CONFLICT), ROLE_LIMIT_REACHED(ErrorType.CONFLICT),
    AGENCY_ACCESS_EXISTS(ErrorType.CONFLICT), INVITATION_INVALID(ErrorType.NOT_FOUND), INVITATION_LIMIT_REACHED(ErrorType.CONFLICT),
    ENDPOINT_DISABLED(ErrorType.CONFLICT), ENDPOINT_LIMIT_REACHED(ErrorType.CONFLICT),
    // What is missing now
    RATE_LIMITED(ErrorType.RATE_LIMITED), RATE_UNAVAILABLE(ErrorType.UNAVAILABLE), WALLET_MISSING(
            ErrorType.CONFLICT),
    ADDRESS_POOL_EMPTY(ErrorType.UNAVAILABLE), INTERNAL(ErrorType.SERVER);

    private final ErrorType type;

    Refusal(ErrorType type) {
        this.type = type;
    }

    public ErrorType type() {
        return type;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
