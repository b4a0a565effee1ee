-- Reports and "last payment" ask for what was paid when; without this they would read every session of the store.
create index session_by_payment on checkout.session (store_id, livemode, paid_at) where paid_at is not null;
