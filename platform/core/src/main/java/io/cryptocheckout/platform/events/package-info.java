/**
 * What happened and to whom it is told: events, webhook endpoints, signatures, and the loop that delivers. It may never know what an
 * event means, nor any other room's tables.
 */
@NullMarked
package io.cryptocheckout.platform.events;

import org.jspecify.annotations.NullMarked;
