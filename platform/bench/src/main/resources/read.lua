-- Reads sessions: a list and a retrieve in turn.
local paths = {"/api/v1/checkout_sessions?limit=10"}
local key = ""
local count = 0

function init(args)
   key = args[1]
   paths[2] = "/api/v1/checkout_sessions/" .. args[2]
end

function request()
   count = count + 1
   return wrk.format("GET", paths[count % 2 + 1], {["Authorization"] = "Bearer " .. key})
end
