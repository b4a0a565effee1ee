/**
 * What a plugin may do: the named hooks, the values they hand over, and the store it does it for. Version {@link ApiVersion#CURRENT}; a
 * minor version only adds, so a plugin made for an older one of the same major version keeps working.
 */
package io.cryptocheckout.plugin;
