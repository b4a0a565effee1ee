package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The server is killed at random points of a running load, again and again, and is then judged from outside only: by the chain, by
 * what the receiver has, and by the API's answers.
 */
class KilledUnderLoadTest {

    private static final int ROUNDS = Integer.getInteger("checkout.kill.rounds", 1);
    private static final int CLIENTS = 64;
    private static final int IN_FLIGHT = 50;
    private static final int PAID_PER_ROUND = 8;
    private static final List<String> LIMITS = List.of("--checkout.access.requests-per-second=100000",
            "--checkout.access.request-burst=100000");

    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
    private final Map<String, String> addresses = new ConcurrentHashMap<>();
    private final Set<String> paid = ConcurrentHashMap.newKeySet();
    private final AtomicInteger orders = new AtomicInteger();
    private final long seed = Long.getLong("checkout.kill.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void nothingIsLostDoubledOrForgottenWhereverTheServerIsKilled() throws IOException {
        Path data = Files.createTempDirectory("checkout-kill");
        try (Receiver receiver = new Receiver()) {
            ServerProcess server = ServerProcess.start(data, LIMITS);
            Api.Reply endpoint = api(server).post("/api/v1/webhook_endpoints", Map.of("url", receiver.url(), "events", List.of("*")));
            assertThat(endpoint.status()).as(endpoint.text()).isEqualTo(201);
            receiver.secret(endpoint.body().get("secret").asString());
            for (int round = 1; round <= ROUNDS; round++) {
                loadUntilKilled(server, receiver, round);
                server = ServerProcess.start(data, LIMITS);
                everyAnsweredCreateIsStillThereOnce(server);
            }
            try (ServerProcess last = server) {
                everyPaymentIsCreditedOnceAndTold(last, receiver);
            }
        }
    }

    private void loadUntilKilled(ServerProcess server, Receiver receiver, int round) {
        AtomicBoolean stop = new AtomicBoolean();
        Queue<String> unpaid = new ConcurrentLinkedQueue<>();
        List<Thread> clients = java.util.stream.IntStream.range(0, CLIENTS)
                .mapToObj(i -> Thread.ofVirtual().start(() -> createUntil(stop, server, unpaid)))
                .toList();
        Rpc chain = new Rpc(server.text("rpcUrl"));
        Set<String> paidNow = new HashSet<>();
        while (paidNow.size() < PAID_PER_ROUND) {
            await("creates are answered").atMost(Duration.ofMinutes(1)).until(() -> !unpaid.isEmpty());
            String id = unpaid.remove();
            paidNow.add(id);
            chain.pay(addresses.get(id), amounts.get(id));
        }
        paid.addAll(paidNow);
        awaitRandomMoment();
        await("enough creates are under way").atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(1))
                .until(() -> inFlight.size() >= IN_FLIGHT);
        Set<String> atTheKill = Set.copyOf(inFlight);
        server.kill();
        stop.set(true);
        clients.forEach(KilledUnderLoadTest::join);
        String seen = "round " + round + " of seed " + seed;
        Set<String> delivered = delivered(receiver, "session.created");
        Set<String> settled = delivered(receiver, "session.paid");
        assertThat(atTheKill).as("creates in flight, " + seen).hasSizeGreaterThanOrEqualTo(IN_FLIGHT);
        assertThat(paidNow).as("payments pending, " + seen).anyMatch(id -> !settled.contains(id));
        assertThat(acknowledged.values()).as("deliveries pending, " + seen).anyMatch(id -> !delivered.contains(id));
    }

    private final Map<String, BigInteger> amounts = new ConcurrentHashMap<>();

    private void createUntil(AtomicBoolean stop, ServerProcess server, Queue<String> unpaid) {
        Api api = api(server);
        while (!stop.get()) {
            String key = "order-" + orders.incrementAndGet();
            begun.add(key);
            inFlight.add(key);
            try {
                Api.Reply reply = api.createSession(key, "10.00", Map.of("reference", key));
                if (reply.status() == 201) {
                    remember(key, reply.body());
                    unpaid.add(reply.id());
                } else {
                    assertThat(reply.status()).as(reply.text()).isEqualTo(503);
                }
            } catch (UncheckedIOException killed) {
                return;
            } finally {
                inFlight.remove(key);
            }
        }
    }

    private void remember(String key, JsonNode session) {
        String id = session.get("id").asString();
        acknowledged.put(key, id);
        addresses.put(id, session.get("address").asString());
        amounts.put(id, new BigInteger(session.get("amount").get("wei").asString()));
    }

    /** I2: what was answered exists under the same id, and repeating any request, answered or not, makes no second session. */
    private void everyAnsweredCreateIsStillThereOnce(ServerProcess server) {
        Api api = api(server);
        Semaphore together = new Semaphore(16);
        Queue<String> problems = new ConcurrentLinkedQueue<>();
        List<Thread> repeats = List.copyOf(begun).stream()
                .map(key -> Thread.ofVirtual().start(() -> {
                    together.acquireUninterruptibly();
                    try {
                        repeat(api, key, problems);
                    } finally {
                        together.release();
                    }
                }))
                .toList();
        repeats.forEach(KilledUnderLoadTest::join);
        assertThat(problems).as("seed " + seed).isEmpty();
        begun.clear();
        assertThat(sessionsByReference(api)).as("one session per order, seed " + seed).allSatisfy((reference, ids) -> assertThat(ids)
                .containsExactly(acknowledged.get(reference)));
    }

    private void repeat(Api api, String key, Queue<String> problems) {
        Api.Reply reply = await(key).atMost(Duration.ofMinutes(1)).until(() -> api.createSession(key, "10.00", Map.of("reference", key)),
                r -> r.status() != 503);
        String before = acknowledged.get(key);
        if (reply.status() != 201) {
            problems.add(key + " answered " + reply.text());
        } else if (before != null && !before.equals(reply.id())) {
            problems.add(key + " was " + before + " and is now " + reply.id());
        } else {
            remember(key, reply.body());
        }
    }

    /** I1, I3, I4: what the chain holds at each address is what its session received, and each paid one was told, under one event id. */
    private void everyPaymentIsCreditedOnceAndTold(ServerProcess server, Receiver receiver) {
        Rpc chain = new Rpc(server.text("rpcUrl"));
        Api api = api(server);
        for (String id : paid) {
            await(id + " is settled").atMost(Duration.ofMinutes(2)).until(() -> receivedWei(api, id),
                    chain.balance(addresses.get(id))::equals);
        }
        Set<String> holding = new HashSet<>();
        addresses.forEach((id, address) -> {
            if (chain.balance(address).signum() > 0) {
                holding.add(id);
            }
        });
        assertThat(holding).as("addresses that hold money, seed " + seed).isEqualTo(paid);
        await("every paid session was told").atMost(Duration.ofMinutes(3))
                .until(() -> delivered(receiver, "session.paid").containsAll(paid));
        Map<String, Set<String>> idsOfPaid = new HashMap<>();
        receiver.all().stream().filter(d -> d.type().equals("session.paid")).forEach(d -> idsOfPaid
                .computeIfAbsent(d.objectId(), id -> new HashSet<>())
                .add(d.event().get("id").asString()));
        assertThat(idsOfPaid).as("one session.paid per session, seed " + seed).allSatisfy((id, events) -> assertThat(events).hasSize(1));
        await("every creation was told").atMost(Duration.ofMinutes(5))
                .until(() -> delivered(receiver, "session.created").containsAll(acknowledged.values()));
        assertThat(receiver.all()).allMatch(Receiver.Delivery::signed);
    }

    private static BigInteger receivedWei(Api api, String id) {
        return api.get("/api/v1/checkout_sessions/" + id).body().get("payments").valueStream()
                .map(payment -> new java.math.BigDecimal(payment.get("amount").asString()).movePointRight(18).toBigIntegerExact())
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static Map<String, Set<String>> sessionsByReference(Api api) {
        Map<String, Set<String>> found = new HashMap<>();
        String after = "";
        while (true) {
            JsonNode page = api.get("/api/v1/checkout_sessions?limit=100" + after).body();
            page.get("data")
                    .forEach(s -> found.computeIfAbsent(s.get("reference").asString(), r -> new HashSet<>()).add(s.get("id").asString()));
            if (!page.get("hasMore").asBoolean()) {
                return found;
            }
            after = "&startingAfter=" + page.get("nextCursor").asString();
        }
    }

    private static Set<String> delivered(Receiver receiver, String type) {
        return receiver.all().stream().filter(d -> d.type().equals(type)).map(Receiver.Delivery::objectId)
                .collect(java.util.stream.Collectors.toSet());
    }

    private static Api api(ServerProcess server) {
        return new Api(server.text("baseUrl"), server.text("apiKey"));
    }

    /** A random point within about two seconds, counted in requests so that it falls inside the load whatever the machine's speed. */
    private void awaitRandomMoment() {
        int more = random.nextInt(400);
        int from = orders.get();
        await("the load goes on").atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(1)).until(() -> orders.get() >= from + more);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
