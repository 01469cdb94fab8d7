import type { Locale } from '#shared/errors.ts'
import { say } from '#shared/words.ts'
import { uiWords } from '#ui/ui-words.ts'

/** One wrong field of a refused request; `path` is the field's name, `a.0.b` when nested. */
export interface Issue {
  path: string
  message: string
}

/** A refusal of the server (RFC 9457), or a server out of reach (`status` 0, code `network`). */
export class CallError extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly issues: Issue[]
  readonly requestId: string
  /** What the refusal carries: both values of a stale version, who owns a number. */
  readonly details: Record<string, unknown>

  constructor(problem: {
    status: number
    code: string
    title: string
    detail?: string
    issues?: Issue[]
    requestId?: string
    details?: Record<string, unknown>
  }) {
    super(`${problem.code}: ${problem.title}`)
    this.name = 'CallError'
    this.status = problem.status
    this.code = problem.code
    this.title = problem.title
    this.detail = problem.detail ?? ''
    this.issues = problem.issues ?? []
    this.requestId = problem.requestId ?? ''
    this.details = problem.details ?? {}
  }
}

/** Reads a problem+json body of whatever shape into a CallError. */
export function problemToError(status: number, body: unknown, requestId: string): CallError {
  const problem = isRecord(body) ? body : {}
  const text = (name: string) => (typeof problem[name] === 'string' ? problem[name] : '')
  return new CallError({
    status,
    code: text('code') || `http.${status}`,
    title: text('title'),
    detail: text('detail'),
    issues: readIssues(problem.issues),
    requestId: text('requestId') || requestId,
    details: isRecord(problem.details) ? problem.details : {},
  })
}

/** Whether the same request may succeed when it is simply sent again. */
export function isRetryable(error: unknown): boolean {
  return error instanceof CallError && (error.status === 0 || error.status === 503)
}

/** Whether a repeat after this failure means the same intent: nobody knows if it was done. */
export function isSameIntent(error: unknown): boolean {
  return error instanceof CallError && (error.status === 0 || error.status >= 500)
}

/** Any failure in words: what the server said in the person's language, else what to do now. */
export function sayError(error: unknown, locale: Locale): string {
  if (!(error instanceof CallError)) return say(uiWords.unexpected, locale)
  if (error.status === 0) return say(uiWords.networkDown, locale)
  return error.detail || error.title || say(uiWords.unexpected, locale)
}

function readIssues(value: unknown): Issue[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item: unknown) => {
    if (!isRecord(item)) return []
    const path = Array.isArray(item.path) ? item.path.join('.') : String(item.path ?? '')
    // A path may name the part of the request it came from; forms know only their fields.
    return [
      { path: path.replace(/^(?:body|query|params)\./, ''), message: String(item.message ?? '') },
    ]
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
