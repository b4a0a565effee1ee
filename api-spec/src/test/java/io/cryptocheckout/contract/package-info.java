/**
 * Holds the specification against the one that was released. It may never know the server: a promise is kept or broken on paper
 * first.
 */
@NullMarked
package io.cryptocheckout.contract;

import org.jspecify.annotations.NullMarked;
