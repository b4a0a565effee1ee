package io.cryptocheckout.platform.oauth.web;

import io.cryptocheckout.platform.api.model.AppInstallEnd;
import io.cryptocheckout.platform.api.model.RegisteredApp;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.oauth.App;
import io.cryptocheckout.platform.oauth.AppEventView;
import io.cryptocheckout.platform.oauth.AppInstall;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An app's own things as the contract shows them. */
final class AppJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AppJson() {}

    static RegisteredApp of(App app) {
        return new RegisteredApp().id(IdKind.APP.format(app.id()))._object(RegisteredApp.ObjectEnum.APP).name(app.name())
                .logoUrl(app.logoUrl()).redirectUris(app.redirectUris()).scopes(names(app.scopes())).verified(app.verified())
                .webhookUrl(app.webhookUrl()).createdAt(Answer.time(app.createdAt()));
    }

    static io.cryptocheckout.platform.api.model.AppInstall of(App app, AppInstall install) {
        String reason = install.endReason();
        return new io.cryptocheckout.platform.api.model.AppInstall().id(IdKind.GRANT.format(install.id()))
                ._object(io.cryptocheckout.platform.api.model.AppInstall.ObjectEnum.APP_INSTALL).livemode(install.livemode())
                .storeId(IdKind.STORE.format(install.storeId())).appId(IdKind.APP.format(app.id())).appName(app.name())
                .scopes(names(install.scopes())).connectedAt(Answer.time(install.connectedAt())).lastUsedAt(time(install.lastUsedAt()))
                .endedAt(time(install.endedAt())).endReason(reason == null ? null : AppInstallEnd.fromValue(reason));
    }

    /** A map, because the event stands in it as it was sent. */
    static Map<String, @Nullable Object> of(AppEventView event) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", IdKind.EVENT.format(event.id()));
        json.put("object", "app_event");
        json.put("livemode", event.livemode());
        json.put("type", event.type());
        json.put("installId", IdKind.GRANT.format(event.grantId()));
        json.put("storeId", IdKind.STORE.format(event.storeId()));
        json.put("state", event.state());
        json.put("attempts", event.attempts());
        json.put("lastStatus", event.lastStatus());
        json.put("lastError", event.lastError());
        json.put("nextAttemptAt", time(event.nextAttemptAt()));
        json.put("deliveredAt", time(event.deliveredAt()));
        json.put("createdAt", Answer.time(event.createdAt()));
        json.put("event", JSON.readTree(event.body()));
        return json;
    }

    private static List<String> names(Collection<Permission> scopes) {
        return scopes.stream().map(Permission::wireName).sorted().toList();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : Answer.time(at);
    }
}
