package io.cryptocheckout.platform.server;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which settings stopped the start, without a stack trace. */
class SettingMissingReport extends AbstractFailureAnalyzer<SettingMissing> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SettingMissing cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
