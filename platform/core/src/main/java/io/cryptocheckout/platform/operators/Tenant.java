package io.cryptocheckout.platform.operators;

import io.cryptocheckout.platform.access.KeyFigures;
import io.cryptocheckout.platform.tenancy.TenantView;
import java.util.List;

/** An organization with what its stores use in this month. */
public record Tenant(TenantView view, List<StoreUse> stores) {

    /**
     * One store of it.
     *
     * @param live
     *            live sessions of this month, as far as they are added up
     * @param test
     *            the same in test mode, which no plan limits
     */
    public record StoreUse(TenantView.Store store, long live, long test, KeyFigures keys) {}

    /** Live sessions of all its stores in this month. */
    public long live() {
        return stores.stream().mapToLong(StoreUse::live).sum();
    }

    /** How many of its stores are suspended. */
    public long suspended() {
        return stores.stream().filter(use -> use.store().suspension() != null).count();
    }

    /** How near the store that opened most is to the plan's limit, in per cent; -1 where there is no limit. */
    public int percent() {
        Long limit = view.plan().terms().sessionsPerMonth();
        return limit == null ? -1 : Share.of(stores.stream().mapToLong(StoreUse::live).max().orElse(0), limit);
    }
}
