/**
 * The authorization server's own requests and pages. It may never know how a token or a secret is kept.
 */
@NullMarked
package io.cryptocheckout.platform.oauth.web;

import org.jspecify.annotations.NullMarked;
