package io.cryptocheckout.platform.wallet;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How addresses are kept ready and how wallets change.
 *
 * @param ready
 *            addresses of a quiet store that wait checked and watched
 * @param maximumReady
 *            the most that a busy store's demand may raise that to
 * @param batch
 *            addresses a node takes into its memory at once; it grows with demand, and a crash burns at most what it holds
 * @param maximumBatch
 *            the most it grows to
 * @param takeWait
 *            how long a request waits for an address when none is ready
 * @param changeDelay
 *            between confirming a change of a live wallet and its effect; in this time the owner can cancel it
 * @param proposalValidity
 *            how long an import can be confirmed
 * @param reauthenticationValidity
 *            how fresh the owner's password must be to change a live wallet
 * @param restoreSkip
 *            indexes that a restored counter skips
 * @param restoreCaution
 *            how long after a restore an account that is imported for the first time skips too: its first import may be among what was
 *            lost
 * @param restoredFrom
 *            the operator's word for a restore that PostgreSQL cannot tell (a copied volume); a new word makes every counter skip once. It must be
 *            given at the first start on the restored database: the lost hours count from the time that was last noted in it
 */
@ConfigurationProperties("checkout.wallet")
public record WalletProperties(@DefaultValue("32") int ready, @DefaultValue("8192") int maximumReady, @DefaultValue("8") int batch,
        @DefaultValue("512") int maximumBatch, @DefaultValue("2s") Duration takeWait, @DefaultValue("24h") Duration changeDelay,
        @DefaultValue("1h") Duration proposalValidity, @DefaultValue("10m") Duration reauthenticationValidity,
        @DefaultValue("10000") int restoreSkip, @DefaultValue("24h") Duration restoreCaution, @Nullable String restoredFrom) {

    public WalletProperties {
        require(ready > 0 && ready <= maximumReady, "checkout.wallet.ready must lie between 1 and checkout.wallet.maximum-ready");
        require(batch > 0 && batch <= maximumBatch, "checkout.wallet.batch must lie between 1 and checkout.wallet.maximum-batch");
        require(restoreSkip >= 1000, "checkout.wallet.restore-skip must be at least 1000");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
