package io.cryptocheckout.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The platform's own statements without the platform, driven by pgbench as a member of the role that the platform works as. */
final class Pgbench {

    static final String APP = "bench_app";

    private static final int POOL = 400_000;
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private Pgbench() {}

    /** Makes {@link #APP} where it does not exist yet; what is written here has no receiver, so nothing is to be delivered. */
    static void prepare(Platform platform) throws Exception {
        platform.sql("do $$ begin if not exists (select from pg_roles where rolname = '" + APP + "') then"
                + " create role " + APP + " login password 'bench' in role checkout_app; end if; end $$",
                "update events.webhook_endpoint set enabled = false, disabled_reason = 'merchant', disabled_at = now()");
    }

    /** The load takes in a minute what a store takes in years, so its pool of addresses is filled for that minute beforehand. */
    static void fillPool(Platform platform) throws Exception {
        platform.sql(
                "with account as (update wallet.account set next_index = next_index + " + POOL + " returning *)"
                        + " insert into wallet.address (store_id, livemode, account_id, child_index, address, state, changed_at)"
                        + " select store_id, livemode, account_id, next_index - 1 - i, substring(sha256(account_id || int4send((next_index - i)::int)) from 1 for 20),"
                        + " 'ready', now() from account, generate_series(0, " + (POOL - 1) + ") i",
                "vacuum analyze wallet.address");
    }

    static double transactionsPerSecond(Platform platform, String role, Path script, int clients, int seconds) throws Exception {
        String output = Programs.run(
                platform.data,
                List.of("pgbench", "-n", "-M", "prepared", "-c", Integer.toString(clients), "-j", "1", "-T", Integer.toString(seconds),
                        "-f", script.toString(), platform.url(role, "bench")));
        Matcher tps = TPS.matcher(output);
        if (!tps.find() || output.contains("aborted")) {
            throw new IllegalStateException("pgbench failed:\n" + output);
        }
        return Double.parseDouble(tps.group(1));
    }

    /** The statements of one create, filled with what a real create wrote. */
    static Path create(Platform platform, Path folder) throws Exception {
        JsonNode made = session(platform);
        Path template = Programs.copy("/create.sql", folder);
        String where = " from checkout.session order by created_at desc limit 1";
        String filled = Files.readString(template, StandardCharsets.UTF_8)
                .replace("@store@", platform.text("select store_id" + where))
                .replace("@wallet@", platform.text("select wallet_id" + where))
                .replace("@metadata@", "{}");
        for (String column : List.of("offers", "rules", "amounts")) {
            // A colon before a letter or digit would be one of pgbench's variables.
            filled = filled.replace("@" + column + "@", platform.text("select " + column + "::text" + where).replaceAll(":(?=\\w)", ": "));
        }
        int body = Integer.parseInt(platform.text("select length(body) from events.event order by created_at desc limit 1"));
        return Files.writeString(
                template, filled.replace("@event@", "x".repeat(body)).replace("@answer@", "x".repeat(made.toString().length())));
    }

    /** The statements of a list and a retrieve, of a store which has a hundred sessions. */
    static Path read(Platform platform, Path folder) throws Exception {
        for (int i = 0; i < 100; i++) {
            session(platform);
        }
        Path template = Programs.copy("/read.sql", folder);
        String where = " from checkout.session order by created_at limit 1";
        return Files.writeString(
                template,
                Files.readString(template, StandardCharsets.UTF_8)
                        .replace("@store@", platform.text("select store_id" + where))
                        .replace("@session@", platform.text("select id" + where)));
    }

    private static JsonNode session(Platform platform) throws Exception {
        return platform.post("/api/v1/checkout_sessions", Map.of("amount", Map.of("value", "50.00", "currency", "USD")));
    }
}
