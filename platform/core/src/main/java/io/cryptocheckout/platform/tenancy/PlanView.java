package io.cryptocheckout.platform.tenancy;

import java.util.UUID;

/**
 * A plan.
 *
 * @param standard
 *            whether it is the one of everybody who was given none
 * @param organizations
 *            how many were given it
 */
public record PlanView(UUID id, String name, Terms terms, boolean standard, int organizations) {}
