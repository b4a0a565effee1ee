-- Idempotency records: the answer to a request, committed in the transaction of its effect and kept for 24 hours. A repetition gets
-- the kept answer instead of a second effect.
create table request.idempotency (
    store_id uuid not null,
    livemode boolean not null,
    -- Who used the key: 'api_keys' for all keys of the store together, one name each for other credentials.
    principal text not null,
    key text not null check (length(key) between 1 and 255),
    -- SHA-256 of method, path and raw body: the same key with another request is a mistake that is told.
    fingerprint bytea not null check (length(fingerprint) = 32),
    status smallint not null,
    -- The rendered answer; sealed where it carries a secret.
    body bytea not null,
    sealed boolean not null,
    created_at timestamptz not null,
    primary key (store_id, livemode, principal, key)
);
-- For pruning alone: rows are written in the order of their time, so a block range index is enough and costs next to nothing.
create index idempotency_by_age on request.idempotency using brin (created_at) with (pages_per_range = 16, autosummarize = on);

alter table request.idempotency enable row level security;
alter table request.idempotency force row level security;
create policy idempotency_of_the_tenant on request.idempotency for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));
create policy idempotency_pruned_by_the_worker on request.idempotency for delete to ${worker} using (true);
create policy idempotency_seen_for_pruning on request.idempotency for select to ${worker} using (true);

grant select, insert, update on request.idempotency to ${app};
grant select (store_id, livemode, principal, key, created_at), delete on request.idempotency to ${worker};
