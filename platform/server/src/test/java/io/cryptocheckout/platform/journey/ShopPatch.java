package io.cryptocheckout.platform.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Code of a test inside of a shop, as a must-use plugin: it runs in each of the shop's requests and scripts until it is closed. */
record ShopPatch(Path file) implements AutoCloseable {
    /** Every REST address of the shop answers 403, as behind a plugin that shuts strangers out. */
    static final String CLOSED = "add_filter('rest_pre_dispatch', function () {"
            + " return new WP_Error('closed', 'Closed', array('status' => 403)); });";

    /** Adds the code under a name; what stood under that name is replaced. */
    static ShopPatch in(ShopSite shop, String name, String code) {
        try {
            return new ShopPatch(Files.writeString(shop.folder().resolve("wp-content/mu-plugins/" + name + ".php"), "<?php " + code));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
