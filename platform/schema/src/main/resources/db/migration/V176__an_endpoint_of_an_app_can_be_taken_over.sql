-- Whoever switches on the endpoint of an app that was disconnected makes it the store's own.
grant update (grant_id) on events.webhook_endpoint to ${app};
