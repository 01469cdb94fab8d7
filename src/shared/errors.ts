/** One refusal the product can give: its HTTP status and its sentence in both languages. */
export interface ErrorPhrase {
  status: number
  zh: string
  en: string
}

export type Locale = 'zh' | 'en'

/** Details carried to the client; a `{name}` in a phrase is filled from here. */
export type ErrorDetails = Record<string, unknown>

const phrases = new Map<string, ErrorPhrase>()

/** The one error the product throws on purpose; anything else is `internal`. */
export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly details: ErrorDetails
  readonly phrase: ErrorPhrase

  constructor(code: string, phrase: ErrorPhrase, details: ErrorDetails = {}) {
    super(`${code}: ${fillPhrase(phrase.en, details)}`)
    this.name = 'AppError'
    this.code = code
    this.status = phrase.status
    this.phrase = phrase
    this.details = details
  }
}

/**
 * Declares a module's refusals. Gives a function that makes the error of a code:
 * `throw visitError('visits.already_closed', { closedAt })`. A misspelt code does not compile.
 */
export function defineErrors<T extends Record<string, ErrorPhrase>>(list: T) {
  for (const [code, phrase] of Object.entries(list)) phrases.set(code, phrase)
  return <C extends keyof T & string>(code: C, details?: ErrorDetails): AppError =>
    new AppError(code, list[code] as ErrorPhrase, details)
}

/** Every declared refusal, for the API document. */
export function allErrors(): ReadonlyMap<string, ErrorPhrase> {
  return phrases
}

/** Fills `{name}` in a phrase from the details. */
export function fillPhrase(text: string, details: ErrorDetails): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = details[name]
    return value === undefined || value === null ? whole : String(value)
  })
}

/** The refusals that any route may give. */
export const coreError = defineErrors({
  'core.invalid_input': {
    status: 422,
    zh: '有内容填写不正确',
    en: 'Something is not filled in correctly',
  },
  'core.bad_request': {
    status: 400,
    zh: '无法理解这个请求：{why}',
    en: 'The request is not understood: {why}',
  },
  'core.too_large': {
    status: 413,
    zh: '内容太大，最多 {limit}',
    en: 'Too large; the limit is {limit}',
  },
  'core.unsupported_type': {
    status: 415,
    zh: '不支持这种内容类型',
    en: 'This content type is not supported',
  },
  'core.unauthenticated': { status: 401, zh: '请先登录', en: 'Please log in' },
  'core.wrong_key': {
    status: 401,
    zh: '接口密钥（末四位 {tail}）不对，或已停用、已过期',
    en: 'The API key ending in {tail} is wrong, revoked or past its day',
  },
  'core.unreadable_key': {
    status: 401,
    zh: 'Authorization 里没有接口密钥，应为：Bearer ky_…',
    en: 'Authorization holds no API key; send: Bearer ky_…',
  },
  'core.forbidden': {
    status: 403,
    zh: '您没有这项权限',
    en: 'You do not have the right to do this',
  },
  'core.not_found': { status: 404, zh: '找不到这条记录', en: 'No such record' },
  'core.no_such_route': { status: 404, zh: '没有这个地址', en: 'No such address' },
  'core.stale_version': {
    status: 409,
    zh: '别人刚刚修改了这条记录，请核对后再保存',
    en: 'Someone changed this record meanwhile; please compare and save again',
  },
  'core.duplicate': { status: 409, zh: '已经有相同的记录', en: 'The same record exists already' },
  'core.key_reused': {
    status: 422,
    zh: '这个幂等键已用于另一个请求',
    en: 'This Idempotency-Key was used for another request',
  },
  'core.cursor_expired': {
    status: 400,
    zh: '翻页位置已过期，请从第一页重新开始',
    en: 'The page position has expired; start from the first page',
  },
  'core.rate_limited': {
    status: 429,
    zh: '请求太频繁，请 {seconds} 秒后再试',
    en: 'Too many requests; try again in {seconds} s',
  },
  'core.busy': {
    status: 503,
    zh: '系统正忙，请稍后再试',
    en: 'The system is busy; please try again',
  },
  'core.internal': {
    status: 500,
    zh: '系统出错了，我们已记录（编号 {requestId}）',
    en: 'Something went wrong on our side; it is logged as {requestId}',
  },
})
