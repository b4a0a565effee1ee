package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.OpenAddresses;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers the open addresses of a mode for a second, since each of its networks asks at every block. */
final class OpenNow implements OpenAddresses {
    private static final long KEPT = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<@Nullable OpenAddresses> source;
    private final Map<Boolean, Answer> answers = new ConcurrentHashMap<>();

    private record Answer(Collection<Address> addresses, long at) {}

    OpenNow(Supplier<@Nullable OpenAddresses> source) {
        this.source = source;
    }

    @Override
    public Collection<Address> waiting(boolean livemode) {
        Answer known = answers.get(livemode);
        if (known != null && System.nanoTime() - known.at() < KEPT) {
            return known.addresses();
        }
        OpenAddresses room = source.get();
        long asked = System.nanoTime();
        Answer answer = new Answer(room == null ? List.of() : List.copyOf(room.waiting(livemode)), asked);
        answers.put(livemode, answer);
        return answer.addresses();
    }
}
