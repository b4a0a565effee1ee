/**
 * The people of a store over the API, with the addresses by which they are known. It translates between the contract and the rooms,
 * and may never change who belongs to a store.
 */
@NullMarked
package io.cryptocheckout.platform.access.team;

import org.jspecify.annotations.NullMarked;
