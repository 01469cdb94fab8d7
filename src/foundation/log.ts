import pino from 'pino'
import { maskPhonesInText } from '#shared/phone.ts'
import { failureText } from './failure-text.ts'

export type Log = pino.Logger

/** A structured logger; credentials and the values of rows never reach it. */
export function createLog(level: string, destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    redact: ['req.headers.cookie', 'req.headers.authorization', 'password'],
    serializers: { err: failureFields },
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  return destination ? pino(options, destination) : pino(options)
}

/** An error without what drivers hang on it: `detail` and `where` repeat the values of a row. */
function failureFields(error: unknown): unknown {
  if (!(error instanceof Error)) return failureText(error)
  const { code, constraint, table } = error as {
    code?: unknown
    constraint?: string
    table?: string
  }
  return {
    type: error.name,
    code,
    constraint,
    table,
    message: failureText(error),
    stack: maskPhonesInText(error.stack ?? '').slice(0, 4_000),
    ...(error.cause === undefined ? {} : { cause: failureText(error.cause) }),
  }
}
