package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.tenancy.StoreView;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the frame around every page shows: the store, the mode, the person and the way around. */
public record Shell(String storeId, String storeName, boolean livemode, String email, List<Choice> stores, String role,
        Set<String> permissions, @Nullable String suspension, boolean operator) {

    private static final List<Item> MENU = List.of(new Item("home", "/dashboard", "Home", null),
            new Item("payments", "/dashboard/payments", "Payments", Permission.SESSIONS_READ),
            new Item("funds", "/dashboard/funds", "Funds inbox", Permission.SESSIONS_READ),
            new Item("keys", "/dashboard/keys", "API keys", Permission.KEYS_MANAGE),
            new Item("webhooks", "/dashboard/webhooks", "Webhooks", Permission.WEBHOOKS_READ),
            new Item("apps", "/dashboard/apps", "Connected apps", Permission.APPS_MANAGE),
            new Item("plugins", "/dashboard/plugins", "Plugins", Permission.STORE_READ),
            new Item("team", "/dashboard/team", "Team", Permission.TEAM_READ),
            new Item("audit", "/dashboard/audit", "Audit log", Permission.AUDIT_READ),
            new Item("settings", "/dashboard/settings", "Settings", Permission.STORE_READ),
            new Item("health", "/dashboard/health", "System health", null));

    /** One entry of the menu. */
    public record Item(String key, String path, String label, @Nullable Permission needs) {}

    /** One store of the person. */
    public record Choice(String id, String name, boolean current) {}

    static Shell of(DashboardSession session, boolean operator) {
        StoreView store = session.store();
        List<Choice> stores = session.stores().stream()
                .map(s -> new Choice(IdKind.STORE.format(s.id()), s.name(), s.id().equals(store.id()))).toList();
        return new Shell(IdKind.STORE.format(store.id()), store.name(), session.livemode(), session.email(), stores, store.role(),
                RoleChoice.wireNames(store.permissions(session.livemode())), store.suspension(), operator);
    }

    /** What the person may see. */
    public List<Item> menu() {
        return MENU.stream().filter(item -> item.needs() == null || may(item.needs().wireName())).toList();
    }

    /** Whether the person holds a permission in this store and mode. */
    public boolean may(String wireName) {
        return permissions.contains(wireName);
    }

    /** Where a menu entry leads; the start page for a key that is none. */
    public String path(String key) {
        return MENU.stream().filter(item -> item.key().equals(key)).map(Item::path).findFirst().orElse("/dashboard");
    }
}
