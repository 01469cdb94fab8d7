/** The wait a store holds to: at most `share` of the parties wait longer than `minutes`. */
export interface WaitLimit {
  minutes: number
  share: number
}

/**
 * Probability that a party has to wait at all when `load` (arrivals × minutes of a reception ÷ 60)
 * meets `servers` consultants: Erlang's C formula. 1 where the load is not less than the servers.
 */
export function erlangC(load: number, servers: number): number {
  if (load <= 0) return 0
  if (load >= servers) return 1
  // Erlang B by its recursion, then C from B: no factorial ever overflows.
  let blocked = 1
  for (let n = 1; n <= servers; n += 1) blocked = (load * blocked) / (n + load * blocked)
  return (servers * blocked) / (servers - load * (1 - blocked))
}

/** Share of parties that wait longer than the limit. */
export function shareWaiting(
  arrivalsPerHour: number,
  receptionMinutes: number,
  servers: number,
  waitMinutes: number,
): number {
  const load = (arrivalsPerHour * receptionMinutes) / 60
  if (load >= servers) return 1
  return erlangC(load, servers) * Math.exp((-(servers - load) * waitMinutes) / receptionMinutes)
}

/** The fewest consultants on the floor with whom the limit is kept; 0 without arrivals. */
export function consultantsNeeded(
  arrivalsPerHour: number,
  receptionMinutes: number,
  limit: WaitLimit,
): number {
  if (arrivalsPerHour <= 0 || receptionMinutes <= 0) return 0
  let servers = Math.floor((arrivalsPerHour * receptionMinutes) / 60) + 1
  while (
    servers < 500 &&
    shareWaiting(arrivalsPerHour, receptionMinutes, servers, limit.minutes) > limit.share
  )
    servers += 1
  return servers
}

/** People to employ so that `onFloor` are there each open day when each works five days of seven. */
export const peopleFor = (onFloor: number): number => Math.ceil((onFloor * 7) / 5 - 1e-9)
