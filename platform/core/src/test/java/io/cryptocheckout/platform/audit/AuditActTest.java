package io.cryptocheckout.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditActTest {

    @ParameterizedTest
    @CsvSource({"store.suspended, store_1, true", "member.joined, acct_1, true", "invitation.revoked, inv_1, true",
            "role.created, role_1, true", "agency.granted, acc_1, true", "plan.given, store_1, true", "api_key.created, key_1, false",
            "webhook_endpoint.deleted, we_1, false", "wallet.confirmed, wal_1, false", "session.canceled, cs_1, false",
            "agency.adopted, acct_1, true", "agency.adopted, inv_1, true", "agency.adopted, key_1, false", "agency.adopted, we_1, false"})
    void belongs_to_both_modes_or_to_one(String action, String object, boolean both) {
        assertThat(new AuditAct(action, object).inBothModes()).isEqualTo(both);
    }
}
