package io.cryptocheckout.platform.tenancy;

import java.util.UUID;

/**
 * An organization as one of its people sees it.
 *
 * @param agency
 *            whether its people may work in the stores of others who let them in
 * @param owner
 *            whether the person manages it
 */
public record OrganizationView(UUID id, String name, boolean agency, boolean owner) {}
