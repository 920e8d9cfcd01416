-- A fifth of the requests are runs that nobody has asked for before, the others are runs that are stored:
--   wrk -t2 -c64 -d120 --latency -s tests/ForecastFunctions.Benchmarks/Load/mixed.lua http://127.0.0.1:7071
-- It prints what was answered, and fails on anything but 200 and 503 with Retry-After.

local threads = {}
local stored = {
  "/api/v1/projections.csv?scenario=asic-surge&from=2028&to=2028",
  "/api/v1/projections?scenario=article-base",
  "/api/v1/projections.csv?draws=1024&scenario=data-wall",
  "/api/v1/value?scenario=asic-surge&variable=Electricity&period=2028",
}

function setup(thread)
  thread:set("id", #threads)
  table.insert(threads, thread)
end

function init()
  count, ok, busy, wrong = 0, 0, 0, 0
  firstWrong = ""
  start = os.time()
end

function request()
  count = count + 1
  if count % 5 == 0 then
    local seed = string.format("%d", start * 1000000 + id * 500000 + count)
    return wrk.format("GET", "/api/v1/projections.csv?draws=1024&scenario=article-base&seed=" .. seed)
  end
  return wrk.format("GET", stored[count % #stored + 1])
end

function response(status, headers)
  local after = headers["Retry-After"] or headers["retry-after"]
  if status == 200 then
    ok = ok + 1
  elseif status == 503 and after and tonumber(after) then
    busy = busy + 1
  else
    wrong = wrong + 1
    firstWrong = tostring(status)
  end
end

function done(summary, latency)
  local total = { ok = 0, busy = 0, wrong = 0 }
  local example = ""
  for _, thread in ipairs(threads) do
    for name in pairs(total) do total[name] = total[name] + thread:get(name) end
    if thread:get("wrong") > 0 then example = thread:get("firstWrong") end
  end
  local errors = summary.errors
  io.write(string.format("answered %d, busy %d, wrong %d %s; p50 %.0f ms, p99 %.0f ms; broken connections %d, timeouts %d\n",
    total.ok, total.busy, total.wrong, example, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write, errors.timeout))
  if total.wrong > 0 or errors.connect + errors.read + errors.write > 0 then os.exit(1) end
end
