-- People come in by an address they have shown to be theirs, and see what was done in their name. Why the link is a row: it works once,
-- for one purpose and for a while, and of the link itself only the SHA-256 is kept.

-- Whoever was there before links were asked for stays.
update access.account set email_verified_at = created_at where email_verified_at is null;
alter table access.account
    -- What is made when the address is confirmed, so that nobody owns a store by an address that is not his.
    add column first_store text check (length(first_store) between 1 and 120),
    add column first_organization text check (length(first_organization) between 1 and 120),
    -- A session names the number it was begun with; a higher one here ends them all.
    add column sessions_generation int not null default 1,
    add constraint account_first_store check ((first_store is null) = (first_organization is null));
grant update (email, email_key, email_verified_at, first_store, first_organization, sessions_generation) on access.account to ${worker};
grant delete on access.account to ${worker};

create table access.mail_link (
    hash bytea primary key check (length(hash) = 32),
    account_id uuid not null references access.account (id) on delete cascade,
    purpose text not null check (purpose in ('confirm_address', 'sign_in', 'reset_password', 'leave_address', 'take_address')),
    -- The address to be, where the link is about a change of it.
    email text check ((email is not null) = (purpose in ('leave_address', 'take_address'))),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index mail_link_of_an_account on access.mail_link (account_id, purpose);
grant select, insert, delete on access.mail_link to ${worker};
grant update (used_at) on access.mail_link to ${worker};

-- Who signed in and what was changed, for the person to read. The log of a store is another one.
create table access.account_event (
    account_id uuid not null references access.account (id) on delete cascade,
    id uuid not null,
    at timestamptz not null,
    kind text not null check (kind ~ '^[a-z_]+$'),
    -- The network address and the browser's own words; null where the platform acted by itself.
    address text,
    device text check (length(device) <= 300),
    detail text,
    primary key (account_id, id)
);
grant select, insert on access.account_event to ${worker};
