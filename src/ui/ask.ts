import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import type { CallInput, CallOutput, RouteContract } from '#shared/contract.ts'
import { CallError, call, currentStoreId, isSameIntent, newIntentKey } from '#ui/call.ts'
import { currentDevice, deviceSoon } from '#ui/device.ts'
import { useLive } from '#ui/live.tsx'

type AnyRoute = RouteContract<unknown, unknown, unknown, unknown>

export interface AskOptions {
  /** Ask only when true: a search with nothing typed yet asks nothing. */
  when?: boolean
  /** News that make the answer stale: `['visits.*']`. */
  live?: readonly string[]
  /** Keep the last answer on the screen while another is fetched (paging, filters). */
  keep?: boolean
  /** Ask again after this many milliseconds. */
  every?: number
}

/** The cache key of a question: path, store, input. */
export function askKey(route: AnyRoute, input?: unknown): readonly unknown[] {
  return input === undefined ? [route.path] : [route.path, currentStoreId(), input]
}

/** Asks a GET route: `const cards = useAsk(listCards, { query })`; gives data, error, isPending. */
export function useAsk<T extends AnyRoute>(
  route: T,
  input: CallInput<T>,
  options: AskOptions = {},
) {
  const client = useQueryClient()
  useLive(options.live ?? [], () => void client.invalidateQueries({ queryKey: askKey(route) }))
  return useQuery<CallOutput<T>, CallError>({
    queryKey: askKey(route, input),
    queryFn: ({ signal }) => askOrRecall(route, input, signal),
    enabled: options.when ?? true,
    refetchInterval: options.every ?? false,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  })
}

/** Asks the answers of some routes anew, or all on the screen when none is named. */
export function useRefresh(): (...routes: readonly AnyRoute[]) => Promise<void> {
  const client = useQueryClient()
  return useCallback(
    async (...routes) => {
      if (routes.length === 0) await client.invalidateQueries()
      for (const route of routes) await client.invalidateQueries({ queryKey: askKey(route) })
    },
    [client],
  )
}

/**
 * Does a changing route: `const close = useDo(closeVisit, { refresh: [listVisits] })`, then
 * `close.mutateAsync({ params, body })`. The same input sent again after a failed network keeps
 * its key, so that it is done once. Answers of the routes in `refresh` are asked anew.
 */
export function useDo<T extends AnyRoute>(
  route: T,
  options: { refresh?: readonly AnyRoute[]; file?: () => File | undefined } = {},
) {
  const client = useQueryClient()
  const intent = useRef<{ input: string; key: string } | undefined>(undefined)
  return useMutation<CallOutput<T>, CallError, CallInput<T>>({
    mutationFn: async (input) => {
      const text = JSON.stringify(input)
      if (intent.current?.input !== text) intent.current = { input: text, key: newIntentKey() }
      const { key } = intent.current
      try {
        const answer = await doOrKeep(route, input, { key, file: options.file?.() })
        intent.current = undefined
        return answer
      } catch (error) {
        if (!isSameIntent(error)) intent.current = undefined
        throw error
      }
    },
    onSuccess: () =>
      Promise.all(
        (options.refresh ?? []).map((asked) =>
          client.invalidateQueries({ queryKey: askKey(asked) }),
        ),
      ),
  })
}

const patienceMs = 5000

/**
 * The server's answer, with the device's unsent work done to it; what the device knows when nobody
 * answers, or not soon enough.
 */
export async function askOrRecall<T extends AnyRoute>(
  route: T,
  input: CallInput<T>,
  signal?: AbortSignal,
): Promise<CallOutput<T>> {
  const { params, query } = (input ?? {}) as Record<string, Record<string, unknown> | undefined>
  const request = { method: route.method, path: route.path, params, query }
  const recall = async () =>
    (await (await deviceSoon())?.answer(request)) as CallOutput<T> | undefined
  const asked = callLoosely(route, input, { signal }).then(
    async (answer) => {
      const device = currentDevice()
      return device ? ((await device.complete(request, answer)) as CallOutput<T>) : answer
    },
    async (error: unknown) => {
      const known = error instanceof CallError && error.status === 0 ? await recall() : undefined
      if (known === undefined) throw error
      return known
    },
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  const impatient = new Promise<CallOutput<T>>((resolve) => {
    if (currentDevice() === undefined) return
    timer = setTimeout(() => {
      void recall().then((known) => (known === undefined ? undefined : resolve(known)))
    }, patienceMs)
  })
  return Promise.race([asked, impatient]).finally(() => clearTimeout(timer))
}

/** Does it now, or keeps it on the device until it can be done. */
async function doOrKeep<T extends AnyRoute>(
  route: T,
  input: CallInput<T>,
  options: { key: string; file: File | undefined },
): Promise<CallOutput<T>> {
  const direct = () => callLoosely(route, input, options)
  const device = await deviceSoon()
  const { params, query, body } = (input ?? {}) as Record<
    string,
    Record<string, unknown> | undefined
  >
  const request = { method: route.method, path: route.path, params, query, body }
  if (!device?.canDo(request)) return direct()
  return (await device.perform(request, { ...options, direct })) as CallOutput<T>
}

/** The arguments of `call` depend on the route; here it is any route, and its input is typed above. */
function callLoosely<T extends AnyRoute>(
  route: T,
  input: CallInput<T>,
  options: Parameters<typeof call>[2],
): Promise<CallOutput<T>> {
  const loose = call as (
    route: AnyRoute,
    input: unknown,
    options: unknown,
  ) => Promise<CallOutput<T>>
  return loose(route, input, options)
}
