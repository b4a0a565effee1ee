package io.cryptocheckout.platform.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * The last gate before a connection: the client dials exactly the addresses that leave here, so a name that answers differently from one
 * second to the next gains nothing. One refused address among several refuses them all.
 */
final class GuardedNames implements DnsResolver {
    private static final long LOOKUP_SECONDS = 5;

    private final NameService names;
    private final LoopbackReceivers loopback;
    private final boolean livemode;
    private final ExecutorService lookups;

    /**
     * @param lookups
     *            platform threads: the system's name look-up holds its thread until it is done, and on a virtual thread that would be a
     *            carrier which all others need
     */
    GuardedNames(NameService names, LoopbackReceivers loopback, boolean livemode, ExecutorService lookups) {
        this.names = names;
        this.loopback = loopback;
        this.livemode = livemode;
        this.lookups = lookups;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        List<InetSocketAddress> checked = new ArrayList<>();
        for (InetAddress address : lookUp(host)) {
            String kind = AddressRules.problem(address);
            if (kind != null && !("loopback".equals(kind) && loopback.allows(livemode, port))) {
                throw new RefusedAddress(host, kind);
            }
            checked.add(new InetSocketAddress(address, port));
        }
        if (checked.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return checked;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return resolve(host, -1).stream().map(InetSocketAddress::getAddress).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        Future<InetAddress[]> answer = lookups.submit(() -> names.resolve(host));
        try {
            return answer.get(LOOKUP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            throw new UnknownHostException(host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host);
        }
    }

    /** A name that leads to an address which may not be dialled. */
    static final class RefusedAddress extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        RefusedAddress(String host, String kind) {
            super(host + " leads to a " + kind + " address");
        }
    }
}
