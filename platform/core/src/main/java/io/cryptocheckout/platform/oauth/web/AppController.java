package io.cryptocheckout.platform.oauth.web;

import io.cryptocheckout.platform.api.AppApi;
import io.cryptocheckout.platform.api.model.RegisteredApp;
import io.cryptocheckout.platform.authority.AppCaller;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.oauth.OwnApp;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/app}: an app asks who it is. */
@RestController
class AppController implements AppApi {
    private final OwnApp own;

    AppController(OwnApp own) {
        this.own = own;
    }

    @Override
    public ResponseEntity<RegisteredApp> appRetrieve(AppCaller caller) {
        return Answer.rendered(200, AppJson.of(own.get(caller))).toResponse();
    }
}
