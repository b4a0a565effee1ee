package io.cryptocheckout.platform.operators;

import io.cryptocheckout.platform.access.KeyFigures;
import io.cryptocheckout.platform.checkout.SessionFigures;
import io.cryptocheckout.platform.checkout.SessionFigures.Opened;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.Quota;
import io.cryptocheckout.platform.tenancy.TenantView;
import io.cryptocheckout.platform.tenancy.Tenants;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What operators see of tenants: names, plans and numbers, read in a role of the database that can see nothing else. */
@Component
public class Console {
    private static final String WHY = "operators see all tenants, by the columns of their role";
    private static final int MONTHS = 12;

    private final Database database;
    private final Clock clock;

    Console(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** One page of tenants; one more row than asked for tells that another page follows. */
    public List<Tenant> tenants(String search, @Nullable UUID before, int limit) {
        return database.asOperator(WHY, operators -> {
            List<TenantView> views = Tenants.list(operators.sql(), search, before, limit);
            return used(operators.sql(), views);
        });
    }

    /** One tenant; refuses with {@code not_found}. */
    public Tenant tenant(UUID organizationId) {
        return database.asOperator(WHY, operators -> {
            TenantView view = Tenants.find(operators.sql(), organizationId);
            if (view == null) {
                throw Refused.notFound("organization");
            }
            return used(operators.sql(), List.of(view)).getFirst();
        });
    }

    /** The organization of a store; refuses with {@code not_found}. */
    public UUID organizationOf(UUID storeId) {
        UUID organization = database.asOperator(WHY, operators -> Tenants.organizationOf(operators.sql(), storeId));
        if (organization == null) {
            throw Refused.notFound("store");
        }
        return organization;
    }

    /** What a tenant's stores opened in the last twelve months, this one included. */
    public List<Opened> months(Tenant tenant) {
        return database.asOperator(WHY, operators -> SessionFigures.opened(operators.sql(), ids(List.of(tenant.view())),
                month().minusMonths(MONTHS - 1L)));
    }

    /** The month whose use is shown. */
    public YearMonth month() {
        return Quota.month(clock.instant());
    }

    private List<Tenant> used(DSLContext operator, List<TenantView> views) {
        List<UUID> stores = ids(views);
        List<Opened> opened = SessionFigures.opened(operator, stores, month());
        Map<UUID, KeyFigures> keys = KeyFigures.of(operator, stores, clock.instant());
        return views.stream().map(view -> new Tenant(view, view.stores().stream()
                .map(store -> new Tenant.StoreUse(store, sum(opened, store.id(), true), sum(opened, store.id(), false),
                        keys.getOrDefault(store.id(), KeyFigures.NONE)))
                .toList())).toList();
    }

    private static List<UUID> ids(List<TenantView> views) {
        return views.stream().flatMap(view -> view.stores().stream()).map(TenantView.Store::id).toList();
    }

    private static long sum(List<Opened> opened, UUID store, boolean livemode) {
        return opened.stream().filter(one -> one.storeId().equals(store) && one.livemode() == livemode).mapToLong(Opened::sessions).sum();
    }
}
