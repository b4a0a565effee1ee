package io.cryptocheckout.platform.wallet;

import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.mail.Mail;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.mail.StoreContacts;
import io.cryptocheckout.platform.wallet.WalletRows.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;

/** Tells a store's owners by mail what happens to their live wallet, in the transaction in which it happens. */
final class WalletNotices {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Mails mails;
    private final ObjectProvider<StoreContacts> contacts;

    WalletNotices(Mails mails, ObjectProvider<StoreContacts> contacts) {
        this.mails = mails;
        this.contacts = contacts;
    }

    void scheduled(StoreTx tx, Row row, Instant effectiveAt) {
        post(tx, "Your live wallet will change", """
                From %s on, live payments of your store go to another wallet. Its first address is

                %s

                If you did not ask for this, sign in, open Settings, Wallet, and cancel the change before then; then change your password.
                """.formatted(TIME.format(effectiveAt), row.firstAddress()));
    }

    void canceled(StoreTx tx, Row row) {
        post(tx, "The change of your live wallet was cancelled", """
                Live payments of your store go on to the wallet in use. The change to the wallet with the first address

                %s

                was cancelled in the dashboard.
                """.formatted(row.firstAddress()));
    }

    void replaced(StoreTx tx, Row row) {
        post(tx, "Your live wallet has changed", """
                Live payments of your store now go to the wallet with the first address

                %s
                """.formatted(row.firstAddress()));
    }

    private void post(StoreTx tx, String subject, String text) {
        contacts.ifAvailable(
                people -> people.ownersOf(tx.storeId()).forEach(owner -> mails.post(tx.sql(), new Mail(owner, subject, text))));
    }
}
