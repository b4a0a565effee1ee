package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.tenancy.StoreView;
import java.util.List;

/** What the frame around every page shows: the store, the mode, the person and the way around. */
public record Shell(String storeId, String storeName, boolean livemode, String email, List<Choice> stores) {

    private static final List<Item> MENU = List.of(new Item("home", "/dashboard", "Home"),
            new Item("payments", "/dashboard/payments", "Payments"), new Item("funds", "/dashboard/funds", "Funds inbox"),
            new Item("keys", "/dashboard/keys", "API keys"), new Item("webhooks", "/dashboard/webhooks", "Webhooks"),
            new Item("settings", "/dashboard/settings", "Settings"), new Item("health", "/dashboard/health", "System health"));

    /** One entry of the menu. */
    public record Item(String key, String path, String label) {}

    /** One store of the person. */
    public record Choice(String id, String name, boolean current) {}

    static Shell of(DashboardSession session) {
        StoreView store = session.store();
        List<Choice> stores = session.stores().stream()
                .map(s -> new Choice(IdKind.STORE.format(s.id()), s.name(), s.id().equals(store.id()))).toList();
        return new Shell(IdKind.STORE.format(store.id()), store.name(), session.livemode(), session.email(), stores);
    }

    public List<Item> menu() {
        return MENU;
    }

    /** Where a menu entry leads; the start page for a key that is none. */
    public String path(String key) {
        return MENU.stream().filter(item -> item.key().equals(key)).map(Item::path).findFirst().orElse("/dashboard");
    }
}
