-- What is asked for beside the password. Why sealed and hashed: the secret of an authenticator app is needed again to compare codes, so
-- it is sealed with the account in its seal; a recovery code is only ever compared, so its hash is enough; of a passkey only the public
-- half ever comes here.
create table access.authenticator (
    account_id uuid primary key references access.account (id) on delete cascade,
    secret bytea not null,
    created_at timestamptz not null,
    -- Null until a first code has shown that the app has it.
    confirmed_at timestamptz,
    -- The latest span of 30 seconds whose code was taken: a code works once.
    last_step bigint not null default 0
);
grant select, insert, delete on access.authenticator to ${worker};
grant update (secret, created_at, confirmed_at, last_step) on access.authenticator to ${worker};

create table access.recovery_code (
    account_id uuid not null references access.account (id) on delete cascade,
    hash bytea not null check (length(hash) = 32),
    used_at timestamptz,
    primary key (account_id, hash)
);
grant select, insert, delete on access.recovery_code to ${worker};
grant update (used_at) on access.recovery_code to ${worker};

create table access.passkey (
    credential_id bytea primary key check (length(credential_id) between 1 and 1023),
    account_id uuid not null references access.account (id) on delete cascade,
    name text not null check (length(name) between 1 and 60),
    public_key bytea not null,
    -- How often it has signed, as it says: a lower number than before is a copy.
    signature_count bigint not null,
    user_verified boolean not null,
    backup_eligible boolean not null,
    backed_up boolean not null,
    transports text[] not null,
    attestation bytea,
    client_data bytea,
    created_at timestamptz not null,
    last_used_at timestamptz not null
);
create index passkey_of_an_account on access.passkey (account_id);
grant select, insert, delete on access.passkey to ${worker};
grant update (name, signature_count, user_verified, backed_up, last_used_at) on access.passkey to ${worker};
