package io.cryptocheckout.platform.oauth;

import org.springframework.stereotype.Component;

/** How what was agreed becomes a connection, and how that ends. */
@Component
record GrantLife(GrantStarts starts, GrantEnds ends) {}
