package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.oauth.ConnectedApps;
import org.springframework.stereotype.Component;

/** What lets programs into a store: keys that were pasted, and apps that were connected. */
@Component
record Programs(ApiKeys keys, ConnectedApps apps) {}
