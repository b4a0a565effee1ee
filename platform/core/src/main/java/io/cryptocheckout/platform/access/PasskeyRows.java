package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.ACCOUNT;
import static io.cryptocheckout.jooq.access.Tables.PASSKEY;

import io.cryptocheckout.jooq.access.tables.records.PasskeyRecord;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.stereotype.Component;

/** Passkeys and their people as Spring Security asks for them. The user handle in an authenticator is the account's id. */
@Component
class PasskeyRows implements UserCredentialRepository, PublicKeyCredentialUserEntityRepository {
    private static final int UUID_BYTES = 16;

    private final Database database;
    private final Clock clock;

    PasskeyRows(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    static Bytes handle(UUID accountId) {
        return new Bytes(ByteBuffer.allocate(UUID_BYTES).putLong(accountId.getMostSignificantBits())
                .putLong(accountId.getLeastSignificantBits()).array());
    }

    static @Nullable UUID account(Bytes handle) {
        if (handle.getBytes().length != UUID_BYTES) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(handle.getBytes());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** Keeps a new one, or what changed of one that was used; refuses a signature counter that did not move on: a copy was used. */
    @Override
    public void save(CredentialRecord credential) {
        UUID account = Objects.requireNonNull(account(credential.getUserEntityUserId()));
        database.acrossTenants("a person belongs to no store", worker -> {
            byte[] id = credential.getCredentialId().getBytes();
            PasskeyRecord known = worker.selectFrom(PASSKEY).where(PASSKEY.CREDENTIAL_ID.eq(id)).forUpdate().fetchOne();
            if (known == null) {
                return worker.insertInto(PASSKEY).set(made(account, credential)).execute();
            }
            boolean counts = credential.getSignatureCount() > 0 || known.getSignatureCount() > 0;
            if (counts && credential.getSignatureCount() <= known.getSignatureCount()) {
                throw new Refused(Refusal.PASSKEY_INVALID, null, "This passkey seems to be a copy of another one. Nothing was changed.");
            }
            return worker.update(PASSKEY).set(PASSKEY.SIGNATURE_COUNT, credential.getSignatureCount())
                    .set(PASSKEY.USER_VERIFIED, credential.isUvInitialized()).set(PASSKEY.BACKED_UP, credential.isBackupState())
                    .set(PASSKEY.LAST_USED_AT, clock.instant()).where(PASSKEY.CREDENTIAL_ID.eq(id)).execute();
        });
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes id) {
        return database.acrossTenants("a person is found by his passkey before any store is known",
                worker -> worker.selectFrom(PASSKEY).where(PASSKEY.CREDENTIAL_ID.eq(id.getBytes())).fetchOne(PasskeyRows::view));
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes handle) {
        UUID account = account(handle);
        return database.acrossTenants("a person belongs to no store",
                worker -> worker.selectFrom(PASSKEY).where(PASSKEY.ACCOUNT_ID.eq(account)).orderBy(PASSKEY.CREATED_AT)
                        .fetch(PasskeyRows::view));
    }

    /** Removal is by its person alone, in {@link Passkeys}. */
    @Override
    public void delete(Bytes id) {
        throw new UnsupportedOperationException("a passkey is removed by its person");
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findById(Bytes handle) {
        UUID account = account(handle);
        return account == null ? null : person(account);
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String accountId) {
        return person(UUID.fromString(accountId));
    }

    /** People sign up; a passkey makes none. */
    @Override
    public void save(PublicKeyCredentialUserEntity person) {
        throw new UnsupportedOperationException("a passkey belongs to an account that is there");
    }

    private @Nullable PublicKeyCredentialUserEntity person(UUID account) {
        String email = database.acrossTenants("a person belongs to no store",
                worker -> worker.select(ACCOUNT.EMAIL).from(ACCOUNT).where(ACCOUNT.ID.eq(account)).fetchOne(ACCOUNT.EMAIL));
        return email == null
                ? null
                : ImmutablePublicKeyCredentialUserEntity.builder().id(handle(account)).name(email).displayName(email).build();
    }

    private PasskeyRecord made(UUID account, CredentialRecord credential) {
        PasskeyRecord row = new PasskeyRecord();
        row.setCredentialId(credential.getCredentialId().getBytes());
        row.setAccountId(account);
        row.setName(credential.getLabel());
        row.setPublicKey(credential.getPublicKey().getBytes());
        row.setSignatureCount(credential.getSignatureCount());
        row.setUserVerified(credential.isUvInitialized());
        row.setBackupEligible(credential.isBackupEligible());
        row.setBackedUp(credential.isBackupState());
        row.setTransports(credential.getTransports().stream().map(AuthenticatorTransport::getValue).toArray(String[]::new));
        row.setAttestation(bytes(credential.getAttestationObject()));
        row.setClientData(bytes(credential.getAttestationClientDataJSON()));
        row.setCreatedAt(clock.instant());
        row.setLastUsedAt(clock.instant());
        return row;
    }

    private static CredentialRecord view(PasskeyRecord row) {
        return ImmutableCredentialRecord.builder().credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(new Bytes(row.getCredentialId())).userEntityUserId(handle(row.getAccountId()))
                .publicKey(new ImmutablePublicKeyCose(row.getPublicKey())).signatureCount(row.getSignatureCount())
                .uvInitialized(row.getUserVerified()).backupEligible(row.getBackupEligible()).backupState(row.getBackedUp())
                .transports(Arrays.stream(row.getTransports()).map(AuthenticatorTransport::valueOf).collect(Collectors.toSet()))
                .attestationObject(new Bytes(row.getAttestation())).attestationClientDataJSON(new Bytes(row.getClientData()))
                .created(row.getCreatedAt()).lastUsed(row.getLastUsedAt()).label(row.getName()).build();
    }

    private static byte @Nullable [] bytes(@Nullable Bytes bytes) {
        return bytes == null ? null : bytes.getBytes();
    }
}
