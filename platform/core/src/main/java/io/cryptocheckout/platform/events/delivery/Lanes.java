package io.cryptocheckout.platform.events.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One lane per endpoint, so that a slow one holds up itself alone: each has a few virtual threads and a short queue, and an endpoint whose
 * lane is full is not claimed for. A lane whose last attempt failed gets fewer of both until an attempt succeeds.
 */
final class Lanes {
    private static final int PROVEN_QUEUE = 200;
    private static final int UNKNOWN_QUEUE = 32;
    private static final int FAILING_QUEUE = 4;
    private static final int FAILING_WIDTH = 2;

    private final int width;
    private final Function<DueDelivery, Boolean> send;
    private final Consumer<DueDelivery> giveBack;
    private final Runnable roomAgain;
    private final Map<UUID, Lane> lanes = new HashMap<>();

    /**
     * @param send
     *            sends one delivery and says whether the endpoint is well; called on virtual threads
     * @param giveBack
     *            takes what a failing lane has no place for
     * @param roomAgain
     *            called when a lane that was full can take more
     */
    Lanes(int width, Function<DueDelivery, Boolean> send, Consumer<DueDelivery> giveBack, Runnable roomAgain) {
        this.width = width;
        this.send = send;
        this.giveBack = giveBack;
        this.roomAgain = roomAgain;
    }

    synchronized void add(Collection<DueDelivery> deliveries) {
        for (DueDelivery delivery : deliveries) {
            Lane lane = lanes.computeIfAbsent(delivery.target().endpointId(),
                    id -> new Lane(id, delivery.target().failing() ? Health.FAILING : Health.UNKNOWN));
            lane.queue.add(delivery);
            if (lane.active < allowed(lane)) {
                lane.active++;
                Thread.ofVirtual().name("delivery").start(() -> drain(lane));
            }
        }
    }

    /** The endpoints that should get nothing more for now. */
    synchronized List<UUID> full() {
        List<UUID> full = new ArrayList<>();
        lanes.forEach((endpoint, lane) -> {
            if (lane.size() >= capacity(lane)) {
                lane.full = true;
                full.add(endpoint);
            }
        });
        return full;
    }

    /** Takes back everything that has not begun. */
    synchronized List<DueDelivery> clear() {
        List<DueDelivery> waiting = new ArrayList<>();
        lanes.values().forEach(lane -> {
            waiting.addAll(lane.queue);
            lane.queue.clear();
        });
        return waiting;
    }

    private int allowed(Lane lane) {
        return lane.health == Health.FAILING ? Math.min(FAILING_WIDTH, width) : width;
    }

    private static int capacity(Lane lane) {
        return switch (lane.health) {
            case PROVEN -> PROVEN_QUEUE;
            case UNKNOWN -> UNKNOWN_QUEUE;
            case FAILING -> FAILING_QUEUE;
        };
    }

    private void drain(Lane lane) {
        DueDelivery next = next(lane);
        while (next != null) {
            boolean well = false;
            try {
                well = send.apply(next);
            } finally {
                note(lane, well);
            }
            next = next(lane);
        }
    }

    /** Null ends the thread that asks: nothing waits, or the lane has become narrower. */
    private synchronized @Nullable DueDelivery next(Lane lane) {
        DueDelivery next = lane.active > allowed(lane) ? null : lane.queue.poll();
        if (next == null) {
            lane.active--;
            if (lane.size() == 0) {
                lanes.remove(lane.endpoint);
            }
        }
        if (lane.full && lane.size() <= capacity(lane) / 2) {
            lane.full = false;
            roomAgain.run();
        }
        return next;
    }

    private synchronized void note(Lane lane, boolean well) {
        lane.health = well ? Health.PROVEN : Health.FAILING;
        while (!well && lane.queue.size() > FAILING_QUEUE) {
            giveBack.accept(lane.queue.removeLast());
        }
        int more = Math.min(lane.queue.size(), allowed(lane)) - lane.active;
        for (int i = 0; i < more; i++) {
            lane.active++;
            Thread.ofVirtual().name("delivery").start(() -> drain(lane));
        }
    }

    /** What the last attempt said. */
    private enum Health {
        UNKNOWN, PROVEN, FAILING
    }

    private static final class Lane {
        private final Deque<DueDelivery> queue = new ArrayDeque<>();
        private final UUID endpoint;
        private int active;
        private boolean full;
        private Health health;

        private Lane(UUID endpoint, Health health) {
            this.endpoint = endpoint;
            this.health = health;
        }

        private int size() {
            return queue.size() + active;
        }
    }
}
