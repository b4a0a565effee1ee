-- What an app does stands in the log of its store by the name of the app and the id of its grant.
alter table audit.entry drop constraint entry_actor_kind_check;
alter table audit.entry add constraint entry_actor_kind_check
    check (actor_kind in ('account', 'api_key', 'system', 'operator', 'app'));

-- Who adopts what an agency's person connected stands behind it from then on.
grant update (account_id) on oauth.app_grant to ${app};

-- An endpoint of an app ends with the app's grant.
alter table events.webhook_endpoint drop constraint webhook_endpoint_disabled_reason_check;
alter table events.webhook_endpoint add constraint webhook_endpoint_disabled_reason_check
    check (disabled_reason in ('merchant', 'gone', 'failing', 'disconnected'));
