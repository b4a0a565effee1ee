-- What the operators' console counts beyond tenancy: how many keys there are, and what waits in the queues. The columns are those that the
-- counting needs; none says what a key, an event, a session or a mail is about.
grant usage on schema access, events, mail, wallet to ${operator};

grant select (store_id, livemode, id, revoked_at, expires_at, rolled_from) on access.api_key to ${operator};
create policy api_key_counted_by_the_operator on access.api_key for select to ${operator} using (true);

grant select (status, due_at) on events.delivery to ${operator};
create policy delivery_counted_by_the_operator on events.delivery for select to ${operator} using (true);
grant select (enabled, disabled_reason, failing_since, deleted_at) on events.webhook_endpoint to ${operator};
create policy webhook_endpoint_counted_by_the_operator on events.webhook_endpoint for select to ${operator} using (true);

grant select (due_at) on checkout.session to ${operator};
create policy session_counted_by_the_operator on checkout.session for select to ${operator} using (true);

grant select (refill_due) on wallet.account to ${operator};
create policy account_counted_by_the_operator on wallet.account for select to ${operator} using (true);
grant select (store_id, livemode, account_id, status) on wallet.wallet to ${operator};
create policy wallet_counted_by_the_operator on wallet.wallet for select to ${operator} using (true);
grant select (store_id, livemode, account_id, state) on wallet.address to ${operator};
create policy address_counted_by_the_operator on wallet.address for select to ${operator} using (true);

grant select (status, due_at) on mail.message to ${operator};

-- Two acts of one millisecond stand in the order in which they were written.
alter table operators.act add column position bigint not null generated always as identity unique;

-- The role cannot change whose row it is, so which rows it may change is all there is to say: one guard, and not two of which neither is
-- missed.
alter policy store_suspended_by_the_operator on tenancy.store with check (true);
