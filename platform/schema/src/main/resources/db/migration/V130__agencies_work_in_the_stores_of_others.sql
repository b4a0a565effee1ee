-- People of an organization are invited by mail. The token itself is in the mail alone.
create table tenancy.seat_invitation (
    organization_id uuid not null references tenancy.organization (id),
    id uuid not null,
    email text not null check (length(email) between 3 and 254),
    role text not null check (role in ('owner', 'member')),
    token_hash bytea not null unique check (length(token_hash) = 32),
    invited_by uuid not null,
    invited_by_label text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    accepted_at timestamptz,
    accepted_by uuid,
    revoked_at timestamptz,
    primary key (organization_id, id)
);
grant select, insert on tenancy.seat_invitation to ${worker};
grant update (accepted_at, accepted_by, revoked_at) on tenancy.seat_invitation to ${worker};

-- Whoever came by an agency's invitation is there while the agency is, or once the owner adopted him.
alter table tenancy.membership add column access_id uuid;
grant update (access_id) on tenancy.membership to ${app};

-- Who changed where an endpoint leads, or what it is signed with, made it what it is: the mark moves with that.
grant update (access_id) on events.webhook_endpoint to ${app};
