package io.cryptocheckout.platform.tenancy;

import io.cryptocheckout.platform.authority.Permission;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What somebody may do in a store, in test and in live mode apart. */
public record Rights(Set<Permission> test, Set<Permission> live) {
    public static final Rights NONE = new Rights(Set.of(), Set.of());

    public Rights {
        test = Set.copyOf(test);
        live = Set.copyOf(live);
    }

    public Set<Permission> in(boolean livemode) {
        return livemode ? live : test;
    }

    /** Whether nothing of the others is missing here: nobody gives away more than he has. */
    public boolean cover(Rights others) {
        return test.containsAll(others.test) && live.containsAll(others.live);
    }

    public Rights withLive(Collection<Permission> more) {
        Set<Permission> all = new HashSet<>(live);
        all.addAll(more);
        return new Rights(test, all);
    }

    public Rights without(Set<Permission> some) {
        return new Rights(minus(test, some), minus(live, some));
    }

    /** What both hold. */
    public Rights within(Rights others) {
        Set<Permission> inTest = new HashSet<>(test);
        inTest.retainAll(others.test);
        Set<Permission> inLive = new HashSet<>(live);
        inLive.retainAll(others.live);
        return new Rights(inTest, inLive);
    }

    private static Set<Permission> minus(Set<Permission> these, Set<Permission> some) {
        Set<Permission> left = new HashSet<>(these);
        left.removeAll(some);
        return left;
    }
}
