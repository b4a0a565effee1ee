\set a random(1, 9223372036854775806)
\set b random(1, 9223372036854775806)
begin;
select set_config('app.store_id', '@store@', true), set_config('app.livemode', 'false', true), pg_try_advisory_xact_lock(:a), uuidv7() as session \gset
select * from request.idempotency where store_id = '@store@' and livemode = false and principal = 'api_keys' and key = 'bench-' || :a and created_at > now() - interval '24 hours';
select * from tenancy.store where store_id = '@store@';
insert into checkout.session (store_id, livemode, id, status, address, wallet_id, address_index, fiat_amount, fiat_currency, offers, rules, metadata, success_url, created_at, expires_at, amounts, confirmations_required, due_at) values ('@store@', false, :session, 'pending', substring(sha256((:a || '/' || :b)::bytea) from 1 for 20), '@wallet@', 0, 50.00, 'USD', '@offers@', '@rules@', '@metadata@', 'https://shop.example/success', now(), now() + interval '1 day', '@amounts@', '3', now() + interval '1 day');
with event as (insert into events.event (store_id, livemode, id, type, object_id, sequence, body, created_at) values ('@store@', false, uuidv7(), 'session.created', :session, 1, '@event@', now()) returning store_id, livemode, id, type, created_at) insert into events.delivery (store_id, livemode, id, event_id, endpoint_id, due_at, created_at) select event.store_id, event.livemode, uuidv7(), event.id, endpoint.id, event.created_at, event.created_at from event join events.webhook_endpoint endpoint on endpoint.store_id = event.store_id and endpoint.livemode = event.livemode where endpoint.enabled and endpoint.deleted_at is null and endpoint.event_types && array[event.type, '*'];
insert into request.idempotency (store_id, livemode, principal, key, fingerprint, status, body, sealed, created_at) values ('@store@', false, 'api_keys', 'bench-' || :a, sha256('x'), 201, '@answer@', false, now()) on conflict (store_id, livemode, principal, key) do update set created_at = excluded.created_at;
commit;
