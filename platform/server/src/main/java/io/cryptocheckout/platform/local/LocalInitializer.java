package io.cryptocheckout.platform.local;

import io.cryptocheckout.devkit.DatabaseRoles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * In the local profile, starts the database and the chain before any bean is made and tells the rest of the platform where they are,
 * by the same settings that production sets by hand.
 */
class LocalInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    static final String MACHINE = "localMachine";

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (!environment.acceptsProfiles(Profiles.of("local"))) {
            return;
        }
        refuseWithoutDevkit();
        int port = port(environment);
        LocalMachine machine = LocalMachine.start(Path.of(environment.getProperty("checkout.data-dir", ".local")));
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
        beans.registerSingleton(MACHINE, machine);
        // Registered first, so it is destroyed last: after everything that holds a connection.
        beans.registerDisposableBean(MACHINE, machine::close);
        environment.getPropertySources().addFirst(new MapPropertySource(MACHINE, settings(machine, port)));
    }

    private static Map<String, Object> settings(LocalMachine machine, int port) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("server.port", port);
        settings.put("checkout.public-url", "http://127.0.0.1:" + port);
        // The same 32 random bytes, in the alphabet that the sealing room reads.
        settings.put("checkout.sealing.key", machine.folder().secret("sealing-key").replace('-', '+').replace('_', '/') + "=");
        settings.put("spring.datasource.url", machine.jdbcUrl());
        settings.put("spring.datasource.username", DatabaseRoles.APP);
        settings.put("spring.datasource.password", machine.appPassword());
        settings.put("spring.flyway.url", machine.jdbcUrl());
        settings.put("spring.flyway.user", DatabaseRoles.OWNER);
        settings.put("spring.flyway.password", machine.ownerPassword());
        settings.put("checkout.worker.url", machine.jdbcUrl());
        settings.put("checkout.worker.username", DatabaseRoles.WORKER);
        settings.put("checkout.worker.password", machine.workerPassword());
        return settings;
    }

    /** The port to listen on; where any free one will do, it is chosen here, because the public URL must name it. */
    private static int port(ConfigurableEnvironment environment) {
        int wanted = environment.getProperty("server.port", Integer.class, 8080);
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new LocalStartRefused("Port " + wanted + " on 127.0.0.1 is taken: stop what listens there, or set SERVER_PORT.", e);
        }
    }

    /** The container's jar carries no database and no chain; started without a profile it should say so, and not fail in the middle. */
    private static void refuseWithoutDevkit() {
        try {
            Class.forName("io.cryptocheckout.devkit.LocalPostgres", false, LocalInitializer.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LocalStartRefused("This build carries no local profile: set SPRING_PROFILES_ACTIVE=production.", e);
        }
    }
}
