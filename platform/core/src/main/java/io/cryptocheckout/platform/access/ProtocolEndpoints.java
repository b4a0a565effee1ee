package io.cryptocheckout.platform.access;

import java.util.function.Consumer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/**
 * Endpoints of a protocol that a room serves by filters of its own. Around them stands what stands around the dashboard: its headers, its
 * sign-in, and the look at how the person's account stands.
 *
 * @param open
 *            names the paths, and adds the protocol's filters to the chain
 */
public record ProtocolEndpoints(Consumer<HttpSecurity> open) {}
