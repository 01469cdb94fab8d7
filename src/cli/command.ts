import type { App } from '#foundation/app.ts'
import type { Config } from '#foundation/config.ts'
import type { OwnedDatabase } from '../open-database.ts'

/** A refusal of the command line: one clear sentence, exit status 2. */
export class UsageError extends Error {}

export interface Given {
  positionals: string[]
  options: Record<string, string | boolean | undefined>
}

/** What a command works with; the database is migrated and the key checked unless it says otherwise. */
export interface CommandSetting {
  app: App
  config: Config
  database: OwnedDatabase
  /** Prints progress for people; silent with --json. */
  say(text: string): void
}

export interface Command {
  name: string
  usage: string
  /** One sentence in each language. */
  summary: { zh: string; en: string }
  options: Record<string, { type: 'string' | 'boolean' }>
  /** Needs no database at all. */
  offline?: boolean
  /** Gives what --json prints; `print` says it to people. */
  run(given: Given, setting: CommandSetting): Promise<unknown>
  print(result: never): string
}

/** An option that must be given. */
export function required(given: Given, name: string): string {
  const value = given.options[name]
  if (typeof value !== 'string' || value === '')
    throw new UsageError(`--${name} is missing / 缺少 --${name}`)
  return value
}

/** An option that must be a whole number within limits. */
export function wholeNumber(
  given: Given,
  name: string,
  fallback: number,
  least: number,
  most: number,
): number {
  const text = given.options[name]
  if (text === undefined) return fallback
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new UsageError(`--${name}: ${least} … ${most}`)
  return value
}

/** A positional argument that must be given. */
export function argument(given: Given, position: number, name: string): string {
  const value = given.positionals[position]
  if (!value) throw new UsageError(`${name} is missing / 缺少 ${name}`)
  return value
}
