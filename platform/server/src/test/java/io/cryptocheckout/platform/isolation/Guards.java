package io.cryptocheckout.platform.isolation;

/** Tells which test turned red without which guard; {@code -Pguards} shows it. */
final class Guards {

    private Guards() {}

    static void told(String guard, String red) {
        if (Boolean.getBoolean("checkout.test.guards")) {
            System.out.println(guard + " -> " + red);
        }
    }
}
