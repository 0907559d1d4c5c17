/**
 * The rules of record.ts in Lua. A script is atomic, and takes the time from Redis, so that replicas whose clocks differ
 * agree. A command that has timed out may still run: each script is safe for that, because only the owner of a record
 * changes it, and an owner is never used twice.
 *
 * A record is a hash: `f` fingerprint, `s` state, `o` owner, `l` end of the lease, `i` id of the report. Redis removes it
 * when its time is over. Replies are texts, which the reply guard of the connection accepts at any length that occurs.
 */

const now = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/** owner, lease, ttl, one fingerprint for each key -> JSON: a list of `[kind, value]`. */
export const claimScript = `
  ${now}
  local owner, lease, ttl = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
  local claims = {}
  for index, key in ipairs(KEYS) do
    local fingerprint = ARGV[3 + index]
    local found = redis.call('HMGET', key, 'f', 's', 'l', 'i')
    local state, left = found[2], tonumber(found[3] or 0) - now
    if found[1] and found[1] ~= fingerprint then
      claims[index] = {'mismatch'}
    elseif state == 'done' then
      claims[index] = {'done', found[4]}
    elseif state == 'unknown' then
      claims[index] = {'unknown'}
    elseif state and left > 0 then
      claims[index] = {'busy', left}
    elseif state == 'sending' then
      redis.call('HSET', key, 's', 'unknown')
      claims[index] = {'unknown'}
    else
      redis.call('HSET', key, 'f', fingerprint, 's', 'claimed', 'o', owner, 'l', now + lease)
      redis.call('PEXPIRE', key, lease + ttl)
      claims[index] = {'new'}
    end
  end
  return cjson.encode(claims)
`;

/** owner, lease, ttl -> a text with a 1 or a 0 for each key. */
export const sendScript = `
  ${now}
  local owner, lease, ttl = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
  local allowed = {}
  for index, key in ipairs(KEYS) do
    local found = redis.call('HMGET', key, 'o', 's')
    allowed[index] = '0'
    if found[1] == owner and found[2] ~= 'done' then
      redis.call('HSET', key, 's', 'sending', 'l', now + lease)
      redis.call('PEXPIRE', key, lease + ttl)
      allowed[index] = '1'
    end
  end
  return table.concat(allowed)
`;

/** owner, ttl, then a kind and an id for each key. */
export const settleScript = `
  local owner, ttl = ARGV[1], ARGV[2]
  for index, key in ipairs(KEYS) do
    local kind, id = ARGV[1 + 2 * index], ARGV[2 + 2 * index]
    local found = redis.call('HMGET', key, 'o', 's')
    local isOwner, state = found[1] == owner, found[2]
    if state and state ~= 'done' then
      if kind == 'done' and (isOwner or state == 'unknown') then
        redis.call('HSET', key, 's', 'done', 'i', id)
        redis.call('PEXPIRE', key, ttl)
      elseif kind == 'unknown' and isOwner then
        redis.call('HSET', key, 's', 'unknown')
        redis.call('PEXPIRE', key, ttl)
      elseif kind == 'free' and isOwner then
        redis.call('DEL', key)
      end
    end
  end
  return 'settled'
`;
