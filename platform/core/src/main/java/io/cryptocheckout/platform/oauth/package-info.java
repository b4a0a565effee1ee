/**
 * Apps that merchants connect to a store by OAuth 2.0 (RFC 6749, RFC 9700): who they are, what was granted to them, and the authorization
 * server that hands out their tokens. It may never know what a store sells or who pays.
 */
@NullMarked
package io.cryptocheckout.platform.oauth;

import org.jspecify.annotations.NullMarked;
