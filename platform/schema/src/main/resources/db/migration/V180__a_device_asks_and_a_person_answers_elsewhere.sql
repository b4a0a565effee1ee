-- The device authorization grant (RFC 8628): a device that polls faster than it was told is slowed down, whichever node it asks.
alter table oauth.app_authorization
    add column polled_at timestamptz,
    add column poll_seconds int not null default 5 check (poll_seconds >= 5);
grant update (polled_at, poll_seconds) on oauth.app_authorization to ${worker};

-- The command line of this product, the same on every instance: app_0000000000000000000C0MMAND. What it may ask for stands in the code,
-- as all that an app can be granted, and so has no list here.
insert into oauth.app (id, kind, name, redirect_uris, scopes, confidential, verified, created_at, updated_at)
values ('00000000-0000-0000-0000-0003014a2aad', 'cli', 'Crypto Checkout CLI', array[]::text[], array[]::text[], false, true, now(), now());
