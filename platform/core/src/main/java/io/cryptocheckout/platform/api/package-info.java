/**
 * The server interfaces and models generated from the API specification, open to every room. Nothing in it is written by hand, and it
 * may never know how a room does its work.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package io.cryptocheckout.platform.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
