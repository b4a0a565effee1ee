/**
 * The controllers of the API and of the public key set, translating between the contract and the room. They may never decide
 * anything, nor hold SQL.
 */
@NullMarked
package io.cryptocheckout.platform.events.web;

import org.jspecify.annotations.NullMarked;
