package io.cryptocheckout.platform.access;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with Argon2id (RFC 9106; 19 MiB, two passes, one lane). Only a few are hashed at once: a flood of
 * sign-ins must not take the memory and the cores that payments need.
 */
@Component
class Passwords {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int PATIENCE_SECONDS = 10;

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB,
            PASSES);
    private final PasswordRules rules = new PasswordRules();
    private final Semaphore turns;
    private final String nobody;

    Passwords(AccessProperties properties) {
        this.turns = new Semaphore(properties.passwordChecks(), true);
        this.nobody = hash("nobody has this password");
    }

    /** Refuses with {@code password_weak} what is short, easy to guess or known to everybody. */
    void check(String password, String email, String storeName) {
        rules.check(password, email, storeName);
    }

    String hash(String password) {
        return inTurn(() -> encoded(password));
    }

    boolean matches(String password, String hash) {
        return inTurn(() -> argon2.matches(password, hash));
    }

    /** Takes as long as a real check, so that time does not tell whether an account exists. */
    void matchNobody(String password) {
        matches(password, nobody);
    }

    private String encoded(String password) {
        String hash = argon2.encode(password);
        if (hash == null) {
            throw new IllegalStateException("Argon2 gave no hash");
        }
        return hash;
    }

    private <T> T inTurn(Supplier<T> work) {
        boolean admitted = false;
        try {
            admitted = turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!admitted) {
                throw new Refused(Refusal.RATE_LIMITED, null, "Too many people sign in at once; try again in a minute.");
            }
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(Refusal.RATE_LIMITED, null, "The platform is stopping; try again in a minute.");
        } finally {
            if (admitted) {
                turns.release();
            }
        }
    }
}
