-- Posts one form again and again.
local body = ""

function init(args)
   body = args[1]
end

function request()
   return wrk.format("POST", nil, {["Content-Type"] = "application/x-www-form-urlencoded"}, body)
end
