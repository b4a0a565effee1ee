package io.cryptocheckout.devkit;

import java.nio.file.Path;

/** A process that starts a database and a chain, says so, and lives until its input ends: for tests that kill it. */
final class Household {

    private Household() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[1].equals("chain-only")) {
            try (DataFolder folder = DataFolder.open(Path.of(arguments[0])); LocalChain chain = LocalChain.start(folder)) {
                System.out.println("ready " + chain.anvil().rpcUrl());
            }
            return;
        }
        try (DataFolder folder = DataFolder.open(Path.of(arguments[0]));
                LocalPostgres postgres = LocalPostgres.start(folder);
                LocalChain chain = LocalChain.start(folder)) {
            System.out.println("ready " + postgres.jdbcUrl() + " " + chain.anvil().rpcUrl() + " " + chain.anvil().pid());
            while (System.in.read() >= 0) {
                // Input is only waited for.
            }
        }
        System.out.println("gone");
    }
}
