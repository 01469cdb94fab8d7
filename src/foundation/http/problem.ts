import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { AppError, coreError, type ErrorDetails, fillPhrase, type Locale } from '#shared/errors.ts'

/** One wrong place in the input. `path` is dotted: `body.phones.0`. */
export interface InputIssue {
  path: string
  code: string
  message: string
}

/** The language of an answer: the person's choice, else what the browser asks for, else Chinese. */
export function localeOf(request: FastifyRequest): Locale {
  const asked = (request.headers['accept-language'] ?? '').toLowerCase()
  const en = asked.indexOf('en')
  const zh = asked.indexOf('zh')
  if (en === -1) return 'zh'
  return zh !== -1 && zh < en ? 'zh' : 'en'
}

/** Turns any failure into an AppError; what is not understood becomes `core.internal`. */
export function asAppError(error: unknown, requestId: string): AppError {
  if (error instanceof AppError) return error
  const { code, statusCode, message } = error as {
    code?: string
    statusCode?: number
    message?: string
  }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return coreError('core.too_large', { limit: '1 MB' })
  if (code === 'FST_REQ_FILE_TOO_LARGE') return coreError('core.too_large', { limit: '64 MB' })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || code === 'FST_INVALID_MULTIPART_CONTENT_TYPE')
    return coreError('core.unsupported_type')
  // Character not allowed in text (NUL), value out of range or of the wrong shape.
  if (code && ['22021', '22P05', '22003', '22P02', '22007', '22008', '54000'].includes(code))
    return coreError('core.invalid_input', { issues: [] })
  if (isDatabaseAway(code, message ?? '')) return coreError('core.busy')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return coreError('core.bad_request', { why: message ?? '' })
  return coreError('core.internal', { requestId })
}

/** SQLSTATEs, and what Node says of a connection. 25006: a standby after a fail-over. */
const awayCodes =
  '40001 40P01 55P03 57014 57P01 57P02 57P03 57P04 57P05 53300 25006 ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENOTFOUND EAI_AGAIN'.split(
    ' ',
  )

/** The database is starting, stopping, gone or overrun; the same request may succeed in a moment. */
export function isDatabaseAway(code: string | undefined, message: string): boolean {
  if (code && (awayCodes.includes(code) || /^08\d/.test(code))) return true
  return /Connection terminated|timeout exceeded when trying to connect|is not queryable|Client was closed|timeout expired|server closed the connection/.test(
    message,
  )
}

/** Sends problem+json (RFC 9457); details are values the client may show. */
export function sendProblem(
  reply: FastifyReply,
  error: AppError,
  requestId: string,
  locale: Locale,
): void {
  const title = fillPhrase(locale === 'zh' ? error.phrase.zh : error.phrase.en, error.details)
  if (error.code === 'core.rate_limited' || error.code === 'core.busy')
    reply.header('retry-after', String(error.details.seconds ?? 1))
  const { issues, ...details } = error.details as ErrorDetails & { issues?: InputIssue[] }
  reply
    .status(error.status)
    .type('application/problem+json; charset=utf-8')
    .send(
      JSON.stringify({
        type: `about:blank#${error.code}`,
        status: error.status,
        code: error.code,
        title,
        requestId,
        ...(issues ? { issues } : {}),
        details,
      }),
    )
}

/** Input issues in the reader's words; values are never repeated, so that nothing personal leaks. */
export function inputIssues(where: string, error: z.ZodError, locale: Locale): InputIssue[] {
  return error.issues.map((issue) => ({
    path: [where, ...issue.path.map(String)].join('.'),
    code: issue.code,
    message: issueMessage(issue, locale),
  }))
}

function issueMessage(issue: z.core.$ZodIssue, locale: Locale): string {
  const zh = locale === 'zh'
  switch (issue.code) {
    case 'invalid_type':
      return zh ? '请填写此项，格式要正确' : 'Fill this in with the right kind of value'
    case 'too_small':
      if (issue.origin === 'string')
        return Number(issue.minimum) <= 1
          ? zh
            ? '不能为空'
            : 'Must not be empty'
          : zh
            ? `至少 ${issue.minimum} 个字符`
            : `At least ${issue.minimum} characters`
      return zh ? `不能小于 ${issue.minimum}` : `At least ${issue.minimum}`
    case 'too_big':
      if (issue.origin === 'string')
        return zh ? `最多 ${issue.maximum} 个字符` : `At most ${issue.maximum} characters`
      return zh ? `不能大于 ${issue.maximum}` : `At most ${issue.maximum}`
    case 'unrecognized_keys':
      return zh
        ? `不认识的字段：${issue.keys.join('、')}`
        : `Unknown fields: ${issue.keys.join(', ')}`
    case 'invalid_value':
      return zh ? '不在可选范围内' : 'Not one of the choices'
    case 'custom': {
      const phrase = (issue.params as { zh?: string; en?: string } | undefined) ?? {}
      return (zh ? phrase.zh : phrase.en) ?? (zh ? '格式不正确' : 'Not in the right form')
    }
    default:
      return zh ? '格式不正确' : 'Not in the right form'
  }
}
