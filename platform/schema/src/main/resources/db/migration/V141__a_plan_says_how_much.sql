-- How much an organization may use. What is null is without a limit. Why no counter is kept where something is made: what there is, is
-- counted where it stands, and only for those whose plan has a limit.
create table tenancy.plan (
    id uuid primary key,
    name text not null unique check (length(name) between 1 and 60),
    -- Live sessions in a calendar month (UTC) and one store; test sessions are without a limit.
    sessions_per_month bigint check (sessions_per_month >= 0),
    stores int check (stores >= 1),
    -- In each mode; a key that was rolled counts once.
    api_keys_per_store int check (api_keys_per_store >= 1),
    -- Of all keys of a store together, on each node; null: each key has the platform's own rate.
    requests_per_second int check (requests_per_second >= 1),
    is_default boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
-- Whoever was given no plan has the default one, of which there is exactly one.
create unique index one_default_plan on tenancy.plan (is_default) where is_default;
insert into tenancy.plan (id, name, is_default, created_at, updated_at) values (uuidv7(), 'Unlimited', true, now(), now());

alter table tenancy.organization add column plan_id uuid references tenancy.plan (id);
create index organization_of_a_plan on tenancy.organization (plan_id) where plan_id is not null;
create index store_of_an_organization on tenancy.store (organization_id);

grant select on tenancy.plan to ${worker};
grant select, insert on tenancy.plan to ${operator};
grant update (name, sessions_per_month, stores, api_keys_per_store, requests_per_second, is_default, updated_at) on tenancy.plan to ${operator};
grant select (id, name, kind, created_at, plan_id) on tenancy.organization to ${operator};
grant update (plan_id) on tenancy.organization to ${operator};

-- The one number that is asked for with every live session. Why a function of the owner: the app role, which serves one store, reads
-- neither organizations nor plans, and learns from it a limit and nothing else.
create function tenancy.sessions_per_month(organization uuid) returns bigint
    language sql stable security definer set search_path = pg_catalog as $$
    select p.sessions_per_month from tenancy.organization o
    join tenancy.plan p on case when o.plan_id is null then p.is_default else p.id = o.plan_id end
    where o.id = organization
$$;
revoke execute on function tenancy.sessions_per_month(uuid) from public;
grant execute on function tenancy.sessions_per_month(uuid) to ${app};
