package io.cryptocheckout.platform.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Turns a host name into addresses: a boundary, because whoever owns the name decides the answer, and may change it every time. */
@FunctionalInterface
public interface NameService {

    InetAddress[] resolve(String host) throws UnknownHostException;
}
