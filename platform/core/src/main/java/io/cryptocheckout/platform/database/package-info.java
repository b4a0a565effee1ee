/**
 * The only holder of database connections: transactions bound to one store and mode, and the loud door across tenants.
 * It may never know what the tables mean.
 */
@NullMarked
package io.cryptocheckout.platform.database;

import org.jspecify.annotations.NullMarked;
