package io.cryptocheckout.platform.local;

import io.cryptocheckout.devkit.OwnerOnly;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** When everything answers: completes the demo store, writes {@code demo.json} and says where to click. */
@Profile("local")
@Component
class LocalWelcome {

    private static final Logger LOG = LoggerFactory.getLogger(LocalWelcome.class);
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final LocalMachine machine;
    private final DemoStore store;
    private final DemoShop shop;
    private final URI baseUrl;

    LocalWelcome(LocalMachine machine, DemoStore store, DemoShop shop, @Value("${checkout.public-url}") URI baseUrl) {
        this.machine = machine;
        this.store = store;
        this.shop = shop;
        this.baseUrl = baseUrl;
    }

    @EventListener(ApplicationReadyEvent.class)
    void welcome() {
        DemoStore.Credentials credentials = store.prepare(machine.folder(), shop.receiverUrl());
        shop.sellAs(credentials);
        Map<String, Object> demo = new LinkedHashMap<>();
        demo.put("baseUrl", baseUrl.toString());
        demo.put("dashboardUrl", baseUrl + "/dashboard");
        demo.put("shopUrl", shop.url());
        demo.put("email", credentials.email());
        demo.put("password", credentials.password());
        demo.put("apiKey", credentials.apiKey());
        demo.put("webhookSecret", credentials.webhookSecret());
        demo.put("rpcUrl", machine.rpcUrl().toString());
        demo.put("chainId", machine.chainId());
        demo.put("pid", ProcessHandle.current().pid());
        OwnerOnly.write(machine.demoFile(), JSON.writeValueAsString(demo) + "\n");
        LOG.info("""
                Crypto Checkout is ready.

                  Buy something in the demo shop   {}
                  See the webhooks it was sent     {}
                  Sign in to the dashboard         {}/dashboard
                    as {}, password and API key in {}
                  Call the API at                  {}/api/v1
                  The local chain's node           {} (chain id {})

                Ctrl-C stops all of it; the next start goes on where this one ends.
                """, shop.url(), shop.receiverUrl(), baseUrl, credentials.email(), machine.demoFile(), baseUrl, machine.rpcUrl(),
                machine.chainId());
    }
}
