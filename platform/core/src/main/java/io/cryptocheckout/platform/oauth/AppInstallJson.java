package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.jooq.oauth.tables.records.AppGrantRecord;
import io.cryptocheckout.platform.id.IdKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The one rendering of a connection for its events: what was granted, since when and until when, and of the store its id alone. */
final class AppInstallJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AppInstallJson() {}

    static String render(AppGrantRecord grant, String appName) {
        ObjectNode json = JSON.createObjectNode().put("id", IdKind.GRANT.format(grant.getId())).put("object", "app_install")
                .put("livemode", grant.getLivemode()).put("storeId", IdKind.STORE.format(grant.getStoreId()))
                .put("appId", IdKind.APP.format(grant.getAppId())).put("appName", appName);
        ArrayNode scopes = json.putArray("scopes");
        Arrays.stream(grant.getScopes()).sorted().forEach(scopes::add);
        json.put("connectedAt", shown(grant.getConnectedAt())).put("endedAt", shown(grant.getEndedAt()))
                .put("endReason", grant.getEndReason());
        return JSON.writeValueAsString(json);
    }

    private static @Nullable String shown(@Nullable Instant at) {
        return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
