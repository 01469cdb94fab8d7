import { performance } from 'node:perf_hooks'

export interface Timing {
  /** Milliseconds. */
  p50: number
  p95: number
  p99: number
  perSecond: number
  count: number
}

/** Runs `work` from so many clients at once, each in a loop, for a number of seconds. */
export async function measure(
  clients: number,
  seconds: number,
  work: (turn: number) => Promise<void>,
): Promise<Timing> {
  const times: number[] = []
  let turn = 0
  const client = async (until: number): Promise<void> => {
    while (performance.now() < until) {
      turn += 1
      const started = performance.now()
      await work(turn)
      times.push(performance.now() - started)
    }
  }
  const run = (length: number): Promise<unknown> => {
    const until = performance.now() + length
    return Promise.all(Array.from({ length: clients }, () => client(until)))
  }
  await run(Math.min(1_000, seconds * 250))
  times.length = 0
  const started = performance.now()
  await run(seconds * 1_000)
  const elapsed = performance.now() - started
  times.sort((a, b) => a - b)
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
  return {
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    perSecond: (times.length * 1000) / elapsed,
    count: times.length,
  }
}
