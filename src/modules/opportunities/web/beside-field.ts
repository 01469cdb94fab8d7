import { CallError } from '#ui/call.ts'

/** A refusal that means one field of the form, shown beside it; any other error as it is. */
export function besideField(error: unknown, fields: Record<string, string>): unknown {
  if (!(error instanceof CallError)) return error
  const path = fields[error.code]
  if (path === undefined) return error
  const { status, code, title, detail, requestId, details } = error
  const issues = [{ path, message: detail || title }]
  return new CallError({ status, code, title, detail, requestId, details, issues })
}
