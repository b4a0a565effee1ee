package io.cryptocheckout.platform.checkout.web;

import io.cryptocheckout.platform.api.StoresApi;
import io.cryptocheckout.platform.api.model.StoreHealth;
import io.cryptocheckout.platform.api.model.StoreRelation;
import io.cryptocheckout.platform.api.model.StoreStatus;
import io.cryptocheckout.platform.api.model.StoreSummary;
import io.cryptocheckout.platform.api.model.StoreSummaryList;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.OrganizationCaller;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.checkout.StoreFigures;
import io.cryptocheckout.platform.checkout.StorePulse;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.events.EndpointView;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.tenancy.OrganizationStores;
import io.cryptocheckout.platform.tenancy.ReachedStore;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/stores}: the stores of an organization and how they are doing, each read inside its own wall. */
@RestController
class StoresController implements StoresApi {
    private final OrganizationStores stores;
    private final StoreFigures figures;
    private final WebhookEndpoints endpoints;

    StoresController(OrganizationStores stores, StoreFigures figures, WebhookEndpoints endpoints) {
        this.stores = stores;
        this.figures = figures;
        this.endpoints = endpoints;
    }

    @Override
    public ResponseEntity<StoreSummaryList> storesList(Integer limit, @Nullable String startingAfter, OrganizationCaller caller) {
        return Answer
                .page(stores.page(caller, Answer.cursor(IdKind.STORE, startingAfter), limit + 1), limit, store -> summary(caller, store),
                        store -> IdKind.STORE.format(store.id()))
                .toResponse();
    }

    private StoreSummary summary(OrganizationCaller caller, ReachedStore store) {
        UUID access = store.accessId();
        return new StoreSummary().id(IdKind.STORE.format(store.id()))._object(StoreSummary.ObjectEnum.STORE_SUMMARY)
                .livemode(caller.livemode()).name(store.name())
                .status(store.suspended() ? StoreStatus.SUSPENDED : StoreStatus.ACTIVE)
                .relation(access == null ? StoreRelation.OWN : StoreRelation.CLIENT)
                .agencyAccessId(access == null ? null : IdKind.AGENCY_ACCESS.format(access)).accessExpiresAt(time(store.accessEndsAt()))
                .health(health(in(store, caller))).createdAt(time(store.createdAt()));
    }

    /** What the organization may not read in a client's store is unknown, not nothing. */
    private StoreHealth health(Caller caller) {
        StoreHealth health = new StoreHealth();
        if (caller.permissions().contains(Permission.SESSIONS_READ)) {
            StorePulse pulse = figures.pulse(caller);
            health.stuckSessions(pulse.stuck()).unmatchedFunds(pulse.unmatched()).lastPaidAt(time(pulse.lastPaidAt()));
        }
        if (caller.permissions().contains(Permission.WEBHOOKS_READ)) {
            health.failingEndpoints((int) endpoints.list(caller).stream().filter(EndpointView::needsCare).count());
        }
        return health;
    }

    private static Caller in(ReachedStore store, OrganizationCaller caller) {
        Principal key = caller.principal();
        return new Caller(new Scope(store.id(), caller.livemode()), store.permissions(),
                new Principal(key.kind(), key.id(), key.label(), new Origin(key.origin().address(), store.accessId())));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : Answer.time(instant);
    }
}
