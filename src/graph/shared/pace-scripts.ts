/**
 * The sliding window of policies/sliding-window.ts in Lua: a sorted set for each limit, with one member for each request.
 * Redis takes the time, so that replicas whose clocks differ agree.
 *
 * A command that has timed out may still run: then requests are counted that were not sent, which only slows down.
 */

/** length of the window in ms, a name for the members, then a limit and a count for each key -> wait in ms. */
export const takePaceScript = `
  local time = redis.call('TIME')
  local now = time[1] * 1000000 + time[2]
  local window, name = ARGV[1] * 1000, ARGV[2]
  local wait = 0
  for index, key in ipairs(KEYS) do
    local limit, count = tonumber(ARGV[1 + 2 * index]), tonumber(ARGV[2 + 2 * index])
    redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
    local held = redis.call('ZCARD', key)
    local leaving = math.min(held + count - limit, held)
    if leaving > 0 then
      local last = redis.call('ZRANGE', key, leaving - 1, leaving - 1, 'WITHSCORES')
      wait = math.max(wait, last[2] + window - now)
    end
  end
  if wait == 0 then
    for index, key in ipairs(KEYS) do
      local count = tonumber(ARGV[2 + 2 * index])
      for member = 1, count do redis.call('ZADD', key, now, name .. ':' .. member) end
      redis.call('PEXPIRE', key, ARGV[1])
    end
  end
  return math.ceil(wait / 1000)
`;

/** length of the window in ms, a name, their age in ms, then a count for each key: they were sent without a question. */
export const recordPaceScript = `
  local time = redis.call('TIME')
  local at = time[1] * 1000000 + time[2] - ARGV[3] * 1000
  for index, key in ipairs(KEYS) do
    for member = 1, ARGV[3 + index] do redis.call('ZADD', key, at, ARGV[2] .. ':' .. member) end
    redis.call('PEXPIRE', key, ARGV[1])
  end
  return 1
`;

/** The same name and counts: these requests count no longer. */
export const giveBackPaceScript = `
  for index, key in ipairs(KEYS) do
    for member = 1, ARGV[1 + index] do redis.call('ZREM', key, ARGV[1] .. ':' .. member) end
  end
  return 1
`;

/** own id, lifetime of a sign of life in ms -> how many gateways have given one. */
export const beatScript = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('ZADD', KEYS[1], now, ARGV[1])
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return redis.call('ZCARD', KEYS[1])
`;
