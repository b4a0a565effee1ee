-- What an app was granted ends in one place, in the store's own scope: together with the app's endpoints and a line in the store's log.
revoke update (ended_at, end_reason) on oauth.app_grant from ${worker};
-- An app may refresh for fewer scopes than it was granted (RFC 6749, section 6); null is all of them.
alter table oauth.token add column scopes text[] check (scopes is null or kind = 'access');
