-- Apps that merchants connect by OAuth 2.0 (RFC 6749) instead of pasting keys, and what was granted to them. Codes, tokens and secrets
-- are random; only their SHA-256 is kept, so that a copy of this database opens no store.
create schema oauth;
grant usage on schema oauth to ${app}, ${worker};

-- A client of the authorization server. An organization registers its apps; a self-hosted storefront registers itself (RFC 7591) and
-- belongs to no organization. No row is of a store: an app serves many.
create table oauth.app (
    id uuid primary key,
    organization_id uuid references tenancy.organization (id),
    kind text not null check (kind in ('app', 'storefront', 'cli')),
    -- The storefront's software (RFC 7591 software_id), e.g. 'woocommerce'.
    software_id text check ((kind = 'storefront') = (software_id is not null)),
    name text not null check (length(name) between 1 and 80),
    logo_url text check (length(logo_url) <= 2048),
    -- Compared as text, whole (RFC 9700, section 2.1).
    redirect_uris text[] not null,
    -- The most that may ever be asked for.
    scopes text[] not null,
    -- Confidential clients show a secret; public ones have none and prove themselves by PKCE alone.
    confidential boolean not null,
    -- Looked at by the operator of the platform; the consent page says whether.
    verified boolean not null default false,
    -- Where app.connected and app.disconnected are sent, signed with the sealed secret.
    webhook_url text check (length(webhook_url) <= 2048),
    webhook_secret bytea,
    created_by uuid,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- When somebody first connected it. A storefront that nobody connects is forgotten.
    connected_at timestamptz,
    deleted_at timestamptz,
    check ((kind = 'app') = (organization_id is not null))
);
create index app_of_an_organization on oauth.app (organization_id, id) where organization_id is not null;
create index app_never_connected on oauth.app (created_at) where kind = 'storefront' and connected_at is null;
grant select, insert on oauth.app to ${worker};
grant update (name, logo_url, redirect_uris, scopes, webhook_url, webhook_secret, updated_at, connected_at, deleted_at) on oauth.app to ${worker};

create table oauth.app_secret (
    app_id uuid not null references oauth.app (id) on delete cascade,
    id uuid not null,
    last_four text not null,
    hash bytea not null unique check (length(hash) = 32),
    created_at timestamptz not null,
    -- A rolled secret works until then.
    expires_at timestamptz,
    revoked_at timestamptz,
    primary key (app_id, id)
);
grant select, insert on oauth.app_secret to ${worker};
grant update (expires_at, revoked_at) on oauth.app_secret to ${worker};

-- A one-time token from the dashboard with which a storefront that cannot be reached registers itself (RFC 7591, section 1.2: initial
-- access token).
create table oauth.registration_token (
    hash bytea primary key check (length(hash) = 32),
    organization_id uuid not null,
    created_by uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    used_by_app uuid
);
grant select, insert on oauth.registration_token to ${worker};
grant update (used_at, used_by_app) on oauth.registration_token to ${worker};

-- What was agreed: this app may do this in this store and mode, on behalf of this person. Its id is that of its authorization below.
create table oauth.app_grant (
    store_id uuid not null references tenancy.store (store_id),
    livemode boolean not null,
    id uuid not null,
    app_id uuid not null,
    account_id uuid not null,
    -- The agency's access by which the person worked in the store; the grant ends with it until the owner adopts it.
    access_id uuid,
    scopes text[] not null,
    agreed_at timestamptz not null,
    -- When the app came for its first token; null while only the person has agreed.
    connected_at timestamptz,
    last_used_at timestamptz,
    ended_at timestamptz,
    -- disconnected by a person, revoked by the app, or a refresh token came back after its successor was used.
    end_reason text check (end_reason in ('disconnected', 'revoked', 'replayed')),
    primary key (store_id, livemode, id)
);
-- A token names a grant before its store is known.
create unique index app_grant_by_id on oauth.app_grant (id);
-- The installs of an app, for the app itself.
create index app_grant_of_an_app on oauth.app_grant (app_id, id);
alter table oauth.app_grant enable row level security;
alter table oauth.app_grant force row level security;
create policy app_grant_of_the_tenant on oauth.app_grant for all to ${app}
    using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
    with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
        and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean));
create policy app_grant_for_the_worker on oauth.app_grant for select to ${worker} using (true);
create policy app_grant_use_by_the_worker on oauth.app_grant for update to ${worker} using (true) with check (true);
grant select, insert on oauth.app_grant to ${app};
grant update (access_id, ended_at, end_reason) on oauth.app_grant to ${app};
grant select on oauth.app_grant to ${worker};
grant update (connected_at, last_used_at, ended_at, end_reason) on oauth.app_grant to ${worker};

-- One authorization on its way from the request to its end, as the authorization server keeps it between two requests. It knows no
-- store: that stands in the grant of the same id once a person has agreed.
create table oauth.app_authorization (
    id uuid primary key,
    app_id uuid not null references oauth.app (id) on delete cascade,
    grant_type text not null,
    -- Who agreed, or is being asked; null for what an app does for itself and while a device waits for its person.
    account_id uuid,
    -- The authorization request: redirect URI, scopes asked for, state, code challenge, as JSON; no secret is in it.
    request jsonb not null,
    scopes text[] not null,
    -- The key that its tokens are bound to (RFC 9449), as RFC 7638 thumbprint.
    dpop_thumbprint text,
    -- Counts the rotations of the refresh token, and keeps two from happening at once.
    generation int not null default 0,
    created_at timestamptz not null,
    -- Forgotten after that, unless a grant stands.
    expires_at timestamptz not null
);
create index app_authorization_by_age on oauth.app_authorization (expires_at);
grant select, insert, delete on oauth.app_authorization to ${worker};
grant update (account_id, request, scopes, dpop_thumbprint, generation, expires_at) on oauth.app_authorization to ${worker};

create table oauth.token (
    hash bytea primary key check (length(hash) = 32),
    authorization_id uuid not null references oauth.app_authorization (id) on delete cascade,
    kind text not null check (kind in ('state', 'code', 'device_code', 'user_code', 'access', 'refresh')),
    -- Which rotation made it; 0 for the first.
    generation int not null default 0,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    -- Ended before its time: revoked, exchanged, or replaced.
    ended_at timestamptz
);
create index token_of_an_authorization on oauth.token (authorization_id, kind, generation);
create index token_by_age on oauth.token (expires_at);
grant select, insert, delete on oauth.token to ${worker};
grant update (used_at, ended_at, expires_at) on oauth.token to ${worker};

-- What a storefront makes for itself is its own: it sees and changes its own endpoint and no other.
alter table events.webhook_endpoint add column grant_id uuid;
