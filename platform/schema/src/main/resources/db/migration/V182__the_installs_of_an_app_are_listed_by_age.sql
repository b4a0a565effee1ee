-- The id of a grant is random, so an app's installs are listed by when they began.
create index app_grant_of_an_app_by_age on oauth.app_grant (app_id, connected_at, id) where connected_at is not null;

-- Telling an app again is written in the store of the event, where an Idempotency-Key is kept too.
grant select on oauth.app_event to ${app};
grant update (state, due_at, tries, leased_until) on oauth.app_event to ${app};
