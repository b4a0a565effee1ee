/**
 * A real PostgreSQL and a real chain on this machine, for tests and for the local profile. It may never know the platform's rooms,
 * and nothing of production may depend on it.
 */
@NullMarked
package io.cryptocheckout.devkit;

import org.jspecify.annotations.NullMarked;
