package io.cryptocheckout.platform.access;

import java.util.UUID;

/**
 * How an account stands at this moment.
 *
 * @param verified
 *            whether the address was shown to be the person's own
 * @param secondFactor
 *            whether more than the password or a link in a mail is asked for
 * @param generation
 *            the generation of sessions that are good; earlier ones have ended
 */
record Standing(UUID id, String email, boolean verified, boolean secondFactor, int generation) {}
