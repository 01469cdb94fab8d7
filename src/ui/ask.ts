import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { CallInput, CallOutput, RouteContract } from '#shared/contract.ts'
import { type CallError, call, currentStoreId, isSameIntent, newIntentKey } from '#ui/call.ts'
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
    queryFn: ({ signal }) => callLoosely(route, input, { signal }),
    enabled: options.when ?? true,
    refetchInterval: options.every ?? false,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  })
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
        const answer = await callLoosely(route, input, { key, file: options.file?.() })
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
