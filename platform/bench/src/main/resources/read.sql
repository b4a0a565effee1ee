begin;
select set_config('app.store_id', '@store@', true), set_config('app.livemode', 'false', true);
select * from tenancy.store where store_id = '@store@';
select * from checkout.session where store_id = '@store@' and livemode = false order by id desc limit 10;
select * from checkout.timeline where store_id = '@store@' and livemode = false and session_id = '@session@' order by session_id, position;
select * from checkout.session where store_id = '@store@' and livemode = false and id = '@session@';
select * from checkout.payment where store_id = '@store@' and livemode = false and session_id = '@session@' and counts;
commit;
