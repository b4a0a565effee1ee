/** A plugin's own process: what loads it and calls it. No part of the API; a plugin that touches it is refused by the JVM. */
package io.cryptocheckout.plugin.runner;
