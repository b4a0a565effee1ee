/** How the platform and a plugin's process talk: frames of plain values. For the platform and the runner; a plugin needs none of it. */
package io.cryptocheckout.plugin.wire;
