package io.cryptocheckout.platform.mail;

import java.util.List;
import java.util.UUID;

/** Who hears about a store: a boundary to the room that knows people, which may itself send mail. */
public interface StoreContacts {

    /** E-mail addresses of the store's owners. */
    List<String> ownersOf(UUID storeId);
}
