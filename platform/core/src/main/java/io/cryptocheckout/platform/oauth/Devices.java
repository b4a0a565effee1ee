package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.access.AllowedRate;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Devices without a browser of their own, and the person who lets one in from another machine (RFC 8628). User codes are short enough to
 * be guessed, so wrong ones are counted by person and by network address.
 */
@Component
public class Devices {
    /** How long a device waits between two questions, before it was ever told to slow down. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final int A_PERSONS_SHARE = 10;

    private final DeviceRows rows;
    private final Consents consents;
    private final AllowedRate byAddress;
    private final AllowedRate byPerson;

    Devices(DeviceRows rows, Consents consents, DeviceProperties properties) {
        this.rows = rows;
        this.consents = consents;
        Duration window = Duration.ofMinutes(15);
        this.byAddress = new AllowedRate(properties.wrongCodesPerQuarterHour(), window);
        this.byPerson = new AllowedRate(properties.wrongCodesPerQuarterHour() / A_PERSONS_SHARE, window);
    }

    /** What a device is given: the code that it keeps, the code that it shows, and how long they work. */
    public record Begun(String deviceCode, String userCode, Duration lifetime) {}

    /** Begins for an app that may; the scopes are among its own. */
    public Begun begin(UUID appId, Set<String> scopes) {
        Instant until = rows.clock().instant().plus(AppClients.DEVICE_CODE);
        String deviceCode = Secrets.next(Secrets.DEVICE_CODE);
        String userCode = UserCodes.next();
        while (!rows.begin(appId, scopes, deviceCode, Objects.requireNonNull(UserCodes.plain(userCode)), until)) {
            userCode = UserCodes.next();
        }
        return new Begun(deviceCode, userCode, AppClients.DEVICE_CODE);
    }

    /**
     * The state under which this person is asked for what the device with this code wants. Refuses with {@code code_invalid} what is no
     * code, or works no more, all in the same words; and with {@code rate_limited} whoever tries too many.
     */
    public String enter(Principal person, String typed) {
        String account = person.id().toString();
        String address = String.valueOf(person.origin().address());
        if (!byAddress.take(address).allowed() | !byPerson.take(account).allowed()) {
            throw new Refused(Refusal.RATE_LIMITED, "user_code", "Too many wrong codes; wait a quarter of an hour and try again.");
        }
        String code = UserCodes.plain(typed);
        String state = Secrets.next(Secrets.STATE);
        if (code == null || !rows.enter(code, person.id(), state)) {
            throw new Refused(Refusal.CODE_INVALID, "user_code",
                    "This code is wrong, was used, or is older than ten minutes. Compare it with your device, or ask for a new one there.");
        }
        byAddress.giveBack(address);
        byPerson.giveBack(account);
        return state;
    }

    /**
     * Lets the device in. Refuses with {@code code_invalid} where the state was answered, is too old or is another person's; with
     * {@code permission_missing} and {@code rights_exceeded} as the consent to any app. Whoever was refused enters the code again.
     */
    public void agree(Caller caller, String state, Set<String> scopes) {
        UUID person = caller.principal().id();
        Consents.Asked asked = consents.pending(state, person);
        UUID id = asked == null || !asked.isDevice() ? null : rows.take(state, person);
        if (asked == null || id == null) {
            throw answered();
        }
        if (scopes.isEmpty() || !asked.scopes().stream().map(scope -> scope.wireName()).collect(Collectors.toSet()).containsAll(scopes)) {
            throw new Refused(Refusal.RIGHTS_EXCEEDED, "scope", "The device did not ask for that. Begin again on the device.");
        }
        consents.agree(caller, id, asked.app(), scopes);
    }

    /** Tells the device that its person refused; refuses with {@code code_invalid} where nothing is left to answer. */
    public void refuse(UUID accountId, String state) {
        UUID id = rows.take(state, accountId);
        if (id == null) {
            throw answered();
        }
        rows.refuse(id);
    }

    private static Refused answered() {
        return new Refused(Refusal.CODE_INVALID, "user_code",
                "This was answered already, is older than ten minutes, or was asked of another person. Begin again on the device.");
    }
}
