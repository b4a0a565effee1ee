-- Operators run the platform and see no store from within. Why a role of their own, which the worker steps into for a transaction: what
-- the console can read is then a list of columns that the database keeps, and no mistake in a page can show a secret.
create schema operators;
grant usage on schema operators, tenancy, audit to ${operator};

-- A suspended store opens nothing new; what is open is watched and settled as before. The store reads it and cannot change it.
alter table tenancy.store
    add column suspended_at timestamptz,
    add column suspension_reason text check (length(suspension_reason) between 1 and 300),
    add constraint store_suspension check ((suspended_at is null) = (suspension_reason is null));

grant select (store_id, organization_id, name, created_at, suspended_at, suspension_reason) on tenancy.store to ${operator};
grant update (suspended_at, suspension_reason) on tenancy.store to ${operator};
create policy store_seen_by_the_operator on tenancy.store for select to ${operator} using (true);
create policy store_suspended_by_the_operator on tenancy.store for update to ${operator}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid));

-- What an operator does to a store stands in the store's own log, which he continues and cannot read.
alter table audit.entry drop constraint entry_actor_kind_check;
alter table audit.entry add constraint entry_actor_kind_check check (actor_kind in ('account', 'api_key', 'system', 'operator'));
grant select (store_id, sequence, hash), insert on audit.entry to ${operator};
create policy entry_continued_by_the_operator on audit.entry for select to ${operator}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid));
create policy entry_by_the_operator on audit.entry for insert to ${operator}
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid));

-- What operators did, for operators to read. Nobody but the owner of the database may change a line or take one away.
create table operators.act (
    id uuid primary key,
    at timestamptz not null,
    account_id uuid not null,
    account_label text not null,
    -- The network address it was asked from.
    address text,
    action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
    -- The public id of what was acted on.
    object text not null,
    details jsonb not null check (jsonb_typeof(details) = 'object')
);
grant select, insert on operators.act to ${operator};
