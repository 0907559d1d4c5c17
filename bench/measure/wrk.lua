-- One request, sent again and again, and each answer compared with the right one. Arguments: method, file of the body,
-- file of the right answer, the caller, and "fresh" for a request that never was there before. Each thread is a front end with
-- a token of its own.
local threads = {}

function setup(thread)
  thread:set("number", #threads + 1)
  table.insert(threads, thread)
end

local function contents(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

-- Each error names its request.
local function withoutRequest(text)
  return (string.gsub(text, '"requestId":"[^"]*"', '"requestId":""'))
end

function init(args)
  wrong = 0
  count = 0
  right = contents(args[3])
  rightOfAny = withoutRequest(right)
  wrk.method = args[1]
  wrk.headers["authorization"] = "Bearer " .. args[4] .. "-" .. number
  if args[1] ~= "GET" then
    wrk.body = contents(args[2])
    wrk.headers["content-type"] = "application/json"
  end
  if args[5] == "fresh" then request = fresh end
end

-- The document holds a comment with a number; it is of the same length each time.
function fresh()
  count = count + 1
  local body = string.gsub(wrk.body, "# 00000000", string.format("# %08d", count), 1)
  return wrk.format(nil, nil, nil, body)
end

function response(status, headers, body)
  if body ~= right and withoutRequest(body) ~= rightOfAny then wrong = wrong + 1 end
end

function done(summary, latency, requests)
  local differing = 0
  for _, thread in ipairs(threads) do differing = differing + thread:get("wrong") end
  local failed = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"seconds":%f,"errors":%d,"p50":%f,"p99":%f}\n',
    summary.requests, summary.duration / 1e6,
    differing + failed.connect + failed.read + failed.write + failed.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
