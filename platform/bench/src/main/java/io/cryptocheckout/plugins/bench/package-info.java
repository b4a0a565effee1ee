/** The plugins that the bench puts into a platform's folder: one that behaves, one that does not. They are never part of the product. */
@NullMarked
package io.cryptocheckout.plugins.bench;

import org.jspecify.annotations.NullMarked;
