-- Creates sessions: every request with an idempotency key of its own, the API keys of a file in turn from a given one on.
local keys = {}
local run = ""
local count = 0
local first = 0

function init(args)
   for line in io.lines(args[1]) do keys[#keys + 1] = line end
   run = args[2]
   first = tonumber(args[3])
   math.randomseed(os.time())
end

function request()
   count = count + 1
   local key = keys[(first + count - 1) % #keys + 1]
   local body = '{"amount":{"value":"50.00","currency":"USD"},"metadata":{"orderId":"' .. count .. '"},"successUrl":"https://shop.example/success"}'
   return wrk.format("POST", "/api/v1/checkout_sessions", {
      ["Authorization"] = "Bearer " .. key,
      ["Content-Type"] = "application/json",
      ["Idempotency-Key"] = run .. "-" .. count,
   }, body)
end
