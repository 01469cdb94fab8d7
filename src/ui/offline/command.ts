import type { Phrase } from '#shared/words.ts'
import type { CallError } from '#ui/call-error.ts'

/** A request as it is kept and sent: the route by method and path, and its input. */
export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `/api/opportunities/:id/follow-up-completions` */
  path: string
  params?: Record<string, unknown> | undefined
  query?: Record<string, unknown> | undefined
  body?: Record<string, unknown> | undefined
}

/** Why the server did not take a command, as it said it. */
export interface Refusal {
  status: number
  code: string
  text: string
  details: Record<string, unknown>
}

/** Work done on this device that the server has not confirmed yet. */
export interface Command extends Request {
  /** The Idempotency-Key: however often it is sent, it is done once. */
  key: string
  storeId: string | undefined
  /** By the device's own clock. */
  enteredAt: string
  /** The server's time when the device last heard of it: nothing entered later can be older. */
  heardAt: string | undefined
  /** The corrected time is in the request, which never changes again. */
  isStamped: boolean
  state: 'waiting' | 'refused'
  refusal?: Refusal
  /** A file that goes with it, by its place in the device's store. */
  file?: { name: string; type: string; place: string }
  /** What it is and whom it is about, for the list of what is not sent. */
  title: Phrase
  about: string
}

/** A command with its place: places ascend in the order of entering. */
export interface PlacedCommand extends Command {
  place: string
}

/** Sends a request of a person in a store; throws CallError (status 0 when nobody answers). */
export type Send = (
  request: Request,
  options: { key: string; storeId: string | undefined; file?: File },
) => Promise<unknown>

/** How one changing route works without network. */
export interface OfflineRule<View = unknown> {
  method: Request['method']
  path: string
  title: Phrase
  /** Whom it is about: a name. */
  about: (request: Request, view: View) => string
  /** Fills in the ids the server would make, so that later work can name them. */
  prepare?: (request: Request) => Request
  /** What is kept instead where the same request would not do later: an edit with what it saw. */
  later?: (request: Request, view: View) => Request | undefined
  /** Sends nothing but what was entered at a desk first: its refusals belong to the form. */
  isEdit?: boolean
  /** Puts the corrected time of entering into the request. */
  stamp?: (request: Request, at: string) => Request
  /** Ids that exist only once this is done; later work on them waits for it. */
  makes?: (request: Request) => string[]
  /** Ids the server decided otherwise, from the device's to its own. */
  renames?: (request: Request, answer: unknown) => [from: string, to: string][]
  /** A further request that settles a refusal found late: both people are told. */
  settles?: (request: Request, refusal: Refusal) => Request | undefined
  /** What the screen is told meanwhile. */
  answer: (request: Request, view: View) => unknown
}

export function findRule<View>(
  rules: readonly OfflineRule<View>[],
  request: { method: string; path: string },
): OfflineRule<View> | undefined {
  return rules.find((rule) => rule.method === request.method && rule.path === request.path)
}

/** Nobody answered, or nobody could now: the same command may be taken later. */
export function isForLater(error: CallError): boolean {
  return error.status === 0 || error.status === 408 || error.status === 429 || error.status >= 500
}
