package io.cryptocheckout.platform.admin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Controller;

/** A controller whose pages are for those who run the platform, in a session that showed a second factor. */
@Controller
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OperatorPage {
    /** Where all of them are. */
    String PATH = "/operator";
}
