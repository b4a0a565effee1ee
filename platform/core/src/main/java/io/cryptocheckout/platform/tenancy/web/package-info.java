/**
 * The store over the API. It translates between the contract and the room, and may never know a rule of the room.
 */
@NullMarked
package io.cryptocheckout.platform.tenancy.web;

import org.jspecify.annotations.NullMarked;
