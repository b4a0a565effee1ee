package io.cryptocheckout.platform.oauth.web;

import io.cryptocheckout.platform.api.AppInstallsApi;
import io.cryptocheckout.platform.api.model.AppInstallList;
import io.cryptocheckout.platform.authority.AppCaller;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.oauth.App;
import io.cryptocheckout.platform.oauth.OwnApp;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/app/installs}: an app asks where it is connected. */
@RestController
class AppInstallsController implements AppInstallsApi {
    private final OwnApp own;

    AppInstallsController(OwnApp own) {
        this.own = own;
    }

    @Override
    public ResponseEntity<AppInstallList> appInstallsList(Integer limit, @Nullable String startingAfter, AppCaller caller) {
        App app = own.get(caller);
        return Answer.page(own.installs(caller, limit + 1, Answer.cursor(IdKind.GRANT, startingAfter)), limit,
                install -> AppJson.of(app, install), install -> IdKind.GRANT.format(install.id())).toResponse();
    }
}
