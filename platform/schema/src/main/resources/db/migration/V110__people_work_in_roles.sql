-- Organizations have people, stores have members with roles, and an agency's people come in by an access that ends. Why rights are
-- looked up at every request from these rows and copied nowhere: whoever is removed is out at once.
alter table tenancy.organization add column kind text not null default 'merchant' check (kind in ('merchant', 'agency'));
grant update (name, kind) on tenancy.organization to ${worker};

-- Who belongs to an organization: owners make stores and manage people; members of an agency work in the stores that let it in.
create table tenancy.seat (
    organization_id uuid not null references tenancy.organization (id),
    account_id uuid not null,
    role text not null check (role in ('owner', 'member')),
    created_at timestamptz not null,
    primary key (organization_id, account_id)
);
create index seat_of_an_account on tenancy.seat (account_id);
grant select, insert, delete on tenancy.seat to ${worker};
grant update (role) on tenancy.seat to ${worker};
-- Forced row level security binds the owner of the tables too: without this the copy would find nothing.
alter table tenancy.membership no force row level security;
alter table tenancy.store no force row level security;
insert into tenancy.seat (organization_id, account_id, role, created_at)
    select distinct on (s.organization_id, m.account_id) s.organization_id, m.account_id, 'owner', m.created_at
    from tenancy.membership m join tenancy.store s on s.store_id = m.store_id
    order by s.organization_id, m.account_id, m.created_at;
alter table tenancy.membership force row level security;
alter table tenancy.store force row level security;

-- A role made of permissions, by the store itself. Test and live are granted apart.
create table tenancy.custom_role (
    store_id uuid not null references tenancy.store (store_id),
    id uuid not null,
    name text not null check (length(name) between 1 and 60),
    test_permissions text[] not null,
    live_permissions text[] not null,
    created_at timestamptz not null,
    primary key (store_id, id),
    unique (store_id, name)
);

alter table tenancy.membership drop constraint membership_role_check;
alter table tenancy.membership add constraint membership_role_check
    check (role in ('owner', 'admin', 'developer', 'support', 'accountant', 'custom'));
alter table tenancy.membership
    add column custom_role_id uuid,
    -- What a developer was given in live mode beyond his role.
    add column live_grants text[] not null default '{}',
    add constraint membership_custom_role check ((role = 'custom') = (custom_role_id is not null)),
    add constraint membership_custom_role_fkey foreign key (store_id, custom_role_id) references tenancy.custom_role (store_id, id);

-- The token itself is in the mail alone.
create table tenancy.invitation (
    store_id uuid not null references tenancy.store (store_id),
    id uuid not null,
    email text not null check (length(email) between 3 and 254),
    role text not null check (role in ('owner', 'admin', 'developer', 'support', 'accountant', 'custom')),
    custom_role_id uuid,
    live_grants text[] not null default '{}',
    -- Whether the store moves to the invited person's own organization, as an agency hands it over to its client.
    hand_over boolean not null default false,
    -- Globally unique on purpose: an invitation is looked up by its token before its store is known.
    token_hash bytea not null unique check (length(token_hash) = 32),
    invited_by uuid not null,
    invited_by_label text not null,
    -- The agency's access under which it was made: when that ends, so does the invitation until the owner adopts it.
    access_id uuid,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    accepted_at timestamptz,
    accepted_by uuid,
    revoked_at timestamptz,
    primary key (store_id, id),
    constraint invitation_custom_role check ((role = 'custom') = (custom_role_id is not null)),
    foreign key (store_id, custom_role_id) references tenancy.custom_role (store_id, id)
);

-- What an agency may do in a client's store, asked for by the one and decided by the other.
create table tenancy.agency_access (
    store_id uuid not null references tenancy.store (store_id),
    id uuid not null,
    organization_id uuid not null references tenancy.organization (id),
    status text not null check (status in ('requested', 'active', 'declined', 'ended')),
    test_permissions text[] not null,
    live_permissions text[] not null,
    asked_by uuid,
    asked_by_label text,
    granted_by uuid,
    created_at timestamptz not null,
    decided_at timestamptz,
    expires_at timestamptz,
    ended_at timestamptz,
    ended_by uuid,
    primary key (store_id, id),
    check (status <> 'active' or granted_by is not null)
);
-- One request or access at a time for each agency and store.
create unique index agency_access_standing on tenancy.agency_access (store_id, organization_id) where status in ('requested', 'active');
create index agency_access_of_an_organization on tenancy.agency_access (organization_id) where status in ('requested', 'active');

alter table tenancy.custom_role enable row level security;
alter table tenancy.custom_role force row level security;
create policy custom_role_of_the_tenant on tenancy.custom_role for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid));
create policy custom_role_for_the_worker on tenancy.custom_role for select to ${worker} using (true);

alter table tenancy.invitation enable row level security;
alter table tenancy.invitation force row level security;
create policy invitation_of_the_tenant on tenancy.invitation for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid));
create policy invitation_for_the_worker on tenancy.invitation for select to ${worker} using (true);

alter table tenancy.agency_access enable row level security;
alter table tenancy.agency_access force row level security;
create policy agency_access_of_the_tenant on tenancy.agency_access for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid));
create policy agency_access_for_the_worker on tenancy.agency_access for select to ${worker} using (true);

-- A store is made inside its own wall: the new id is bound first, so that the store, its first member and the first entry of its log
-- are one transaction of the app role.
grant insert on tenancy.store to ${app};
grant update (organization_id) on tenancy.store to ${app};
grant insert, delete on tenancy.membership to ${app};
grant update (role, custom_role_id, live_grants) on tenancy.membership to ${app};
revoke insert on tenancy.store, tenancy.membership from ${worker};
drop policy store_for_the_worker on tenancy.store;
create policy store_for_the_worker on tenancy.store for select to ${worker} using (true);
drop policy membership_for_the_worker on tenancy.membership;
create policy membership_for_the_worker on tenancy.membership for select to ${worker} using (true);
grant select, insert, delete on tenancy.custom_role to ${app};
grant update (name, test_permissions, live_permissions) on tenancy.custom_role to ${app};
grant select, insert on tenancy.invitation to ${app};
grant update (accepted_at, accepted_by, revoked_at, access_id) on tenancy.invitation to ${app};
grant select, insert on tenancy.agency_access to ${app};
grant update (status, test_permissions, live_permissions, granted_by, decided_at, expires_at, ended_at, ended_by) on tenancy.agency_access
    to ${app};
-- The stores of a person, and the invitation behind a token, are found before a store is chosen.
grant select on tenancy.custom_role, tenancy.agency_access to ${worker};
grant select (store_id, id, email, role, token_hash, created_at, expires_at, accepted_at, revoked_at) on tenancy.invitation to ${worker};
-- What an agency's people made carries the access they came by, and works while that access does or once the owner adopted it.
alter table access.api_key add column access_id uuid;
grant select (access_id) on access.api_key to ${app}, ${worker};
grant update (access_id) on access.api_key to ${app};
alter table events.webhook_endpoint add column access_id uuid;
