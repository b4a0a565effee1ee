package io.cryptocheckout.platform.wallet.keys;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recovery phrases that stand in documentation and tools, so that anybody can spend what is sent to them. Known by the account keys of the
 * first ten accounts of Ether and of the test networks.
 */
public final class PublishedMnemonics {

    private static final int ACCOUNTS = 10;
    private static @Nullable Set<String> accountIds;

    private PublishedMnemonics() {}

    /** Whether the key belongs to a published phrase. The first call derives the list (well under a second). */
    public static boolean include(AccountPublicKey key) {
        return accountIds().contains(HexFormat.of().formatHex(key.id()));
    }

    private static synchronized Set<String> accountIds() {
        if (accountIds == null) {
            accountIds = derive();
        }
        return accountIds;
    }

    private static Set<String> derive() {
        Set<String> ids = Collections.synchronizedSet(new HashSet<>());
        phrases().parallelStream().map(Mnemonic::parse).forEach(mnemonic -> {
            for (int account = 0; account < ACCOUNTS; account++) {
                for (boolean livemode : new boolean[]{true, false}) {
                    AccountPath path = new AccountPath(AccountPath.standard(livemode).coin(), account);
                    ids.add(HexFormat.of().formatHex(mnemonic.account(path).publicKey().id()));
                }
            }
        });
        return Set.copyOf(ids);
    }

    private static List<String> phrases() {
        try (InputStream file = PublishedMnemonics.class.getResourceAsStream("published-mnemonics.txt")) {
            if (file == null) {
                throw new IllegalStateException("published-mnemonics.txt is missing on the class path");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            return lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
