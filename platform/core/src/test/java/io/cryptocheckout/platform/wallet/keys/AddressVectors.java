package io.cryptocheckout.platform.wallet.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vectors that the Java and the browser tests share. */
final class AddressVectors {

    private AddressVectors() {}

    static JsonNode read() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("api-spec/vectors/address-vectors.json"))) {
            here = here.getParent();
        }
        return JsonMapper.shared().readTree(here.resolve("api-spec/vectors/address-vectors.json").toFile());
    }
}
