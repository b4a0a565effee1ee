-- An app works in both modes, so a line about one is of neither.
alter table access.organization_event alter column livemode drop not null;

-- A storefront that registered itself and that nobody connected is forgotten, and a used or expired registration token too.
grant delete on oauth.app to ${worker};
grant delete on oauth.registration_token to ${worker};
create index registration_token_by_age on oauth.registration_token (expires_at);
