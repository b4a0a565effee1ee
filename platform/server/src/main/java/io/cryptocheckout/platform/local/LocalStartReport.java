package io.cryptocheckout.platform.local;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in one line what this machine lacks, without a stack trace. */
class LocalStartReport implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // By name: the devkit's own class is not there in a production build.
            if (cause instanceof LocalStartRefused || cause.getClass().getName().equals("io.cryptocheckout.devkit.MissingPrerequisite")) {
                return new FailureAnalysis(cause.getMessage(), null, cause);
            }
        }
        return null;
    }
}
