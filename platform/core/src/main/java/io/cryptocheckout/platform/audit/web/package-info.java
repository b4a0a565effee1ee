/**
 * The audit log over the API. It translates between the contract and the room, and may never write an entry.
 */
@NullMarked
package io.cryptocheckout.platform.audit.web;

import org.jspecify.annotations.NullMarked;
