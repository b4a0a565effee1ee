package io.cryptocheckout.platform;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the platform: every room, the dashboard, and in the local profile what they need around them. */
@SpringBootApplication
public class CheckoutApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(CheckoutApplication.class, arguments);
    }
}
