-- The receiver's own ceiling: bare POSTs of the size of an event.
wrk.method = "POST"
wrk.body = string.rep("x", 1500)
wrk.headers["Content-Type"] = "application/json"
