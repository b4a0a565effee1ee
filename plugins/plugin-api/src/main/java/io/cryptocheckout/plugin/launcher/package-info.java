/**
 * What stands between the platform and a plugin's process: it takes every right away from itself and then becomes that process. No part of
 * the API.
 */
package io.cryptocheckout.plugin.launcher;
