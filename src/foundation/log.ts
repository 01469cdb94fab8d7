import pino from 'pino'

export type Log = pino.Logger

/** A structured logger; credentials never reach it. */
export function createLog(level: string, destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    redact: ['req.headers.cookie', 'req.headers.authorization', 'password'],
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  return destination ? pino(options, destination) : pino(options)
}
