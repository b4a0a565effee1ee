-- A list shows a page of the newest, whatever is asked for. Where what is asked for is rare, the newest first means the whole history;
-- each of these is for such a question. What it costs to write: a session is one entry more while it waits, an event one more unless it
-- tells of a creation, an act in the audit log three more.

-- Who waits for money now, among all who ever did.
create index session_pending on checkout.session (store_id, livemode, id) where status = 'pending';
-- Every session has been created, so that looking for that finds it at once.
create index event_by_type on events.event (store_id, livemode, type, tx, position) where type <> 'session.created' and not sample;
create index delivery_abandoned on events.delivery (store_id, livemode, id) where status = 'abandoned';
create index unmatched_funds_standing on checkout.unmatched_funds (store_id, livemode, id) where withdrawn_at is null;

create index entry_by_object on audit.entry (store_id, object, sequence);
create index entry_by_action on audit.entry (store_id, action, sequence);
create index entry_by_time on audit.entry (store_id, at, sequence);
create index entry_of_an_agency on audit.entry (store_id, sequence) where access_id is not null;
