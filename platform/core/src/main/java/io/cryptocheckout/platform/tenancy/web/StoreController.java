package io.cryptocheckout.platform.tenancy.web;

import io.cryptocheckout.platform.api.StoreApi;
import io.cryptocheckout.platform.api.model.LatePolicy;
import io.cryptocheckout.platform.api.model.SessionDefaults;
import io.cryptocheckout.platform.api.model.Store;
import io.cryptocheckout.platform.api.model.StoreStatus;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.tenancy.StoreProfile;
import io.cryptocheckout.platform.tenancy.StoreRules;
import io.cryptocheckout.platform.tenancy.StoreSettings;
import io.cryptocheckout.platform.tenancy.Stores;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/store}. */
@RestController
class StoreController implements StoreApi {
    private final Stores stores;

    StoreController(Stores stores) {
        this.stores = stores;
    }

    @Override
    public ResponseEntity<Store> storeRetrieve(Caller caller) {
        StoreProfile store = stores.profile(caller);
        StoreSettings settings = store.settings();
        return Answer.rendered(200, new Store().id(IdKind.STORE.format(store.id()))._object(Store.ObjectEnum.STORE)
                .livemode(caller.scope().livemode())
                .status(store.suspension() == null ? StoreStatus.ACTIVE : StoreStatus.SUSPENDED).suspensionReason(store.suspension())
                .name(settings.name()).logoUrl(settings.logoUrl()).colour(settings.colour())
                .apiVersion(settings.checkoutVersion().toString()).sessionDefaults(defaults(settings.rules()))
                .createdAt(Answer.time(store.createdAt()))).toResponse();
    }

    private static SessionDefaults defaults(StoreRules rules) {
        Map<String, Integer> confirmations = new TreeMap<>();
        rules.confirmations().forEach((chain, blocks) -> confirmations.put(chain.toString(), blocks));
        BigDecimal finalized = rules.finalizedFromUsd();
        return new SessionDefaults().expiresInSeconds((int) rules.expiry().toSeconds()).graceSeconds((int) rules.grace().toSeconds())
                .tolerance(rules.tolerance().stripTrailingZeros().toPlainString())
                .latePolicy(LatePolicy.fromValue(rules.latePolicy().name().toLowerCase(Locale.ROOT))).confirmations(confirmations)
                .finalizedFromUsd(finalized == null ? null : finalized.toPlainString()).stablecoinsAtPar(rules.stablecoinsAtPar());
    }
}
