package io.cryptocheckout.platform.access;

import io.cryptocheckout.platform.database.Database;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What every act on an account writes into, handed round as one. */
@Component
record AccountBooks(Database database, MailLinks links, Letters letters, AccountLog log, Clock clock) {}
