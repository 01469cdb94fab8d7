import { maskPhonesInText } from '#shared/phone.ts'

/**
 * What may be kept of a failure (event rows, job rows, the log): its code and message. The
 * database's `detail` and `where` are left out, since they repeat the values of the row.
 */
export function failureText(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  const text = `${code === undefined ? '' : `${String(code)} `}${String(message ?? error)}`
  return maskPhonesInText(text).slice(0, 500)
}
