/** The test kit: a plugin is run against a fake store with a clock, without a platform. */
package io.cryptocheckout.plugin.testing;
