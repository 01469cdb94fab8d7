import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { App } from '#foundation/app.ts'
import type { Config } from '#foundation/config.ts'
import { isDay } from '#shared/days.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { findStoreByCode } from '#modules/access/index.ts'
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
  say: (text: string) => void
}

export interface Command {
  name: string
  usage: string
  /** One sentence in each language. */
  summary: { zh: string; en: string }
  options: Record<string, { type: 'string' | 'boolean' }>
  /** Needs no database at all. */
  offline?: boolean
  /** Runs although the database belongs to another key: it brings the right one. */
  bringsKey?: boolean
  /** Gives what --json prints; `print` says it to people. */
  run(given: Given, setting: CommandSetting): Promise<unknown>
  print(result: never): string
}

/** An option that must be given. */
export function required(given: Given, name: string): string {
  const value = given.options[name]
  if (typeof value !== 'string' || value === '')
    throw new UsageError(`缺少 --${name}。 --${name} is missing.`)
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
    throw new UsageError(
      `--${name} 应为 ${least} 到 ${most} 的整数。 --${name} must be a whole number from ${least} to ${most}.`,
    )
  return value
}

/** A positional argument that must be given. */
export function argument(given: Given, position: number, name: string): string {
  const value = given.positionals[position]
  if (!value) throw new UsageError(`缺少 ${name}。 ${name} is missing.`)
  return value
}

/** The path of a file the person named, from where they typed the command. */
export function pathOf(file: string): string {
  // npm changes to the project's folder and says here where it was called.
  return resolve(process.env.INIT_CWD ?? process.cwd(), file)
}

/** The same for a file that must be there. */
export function existingFile(file: string): string {
  const path = pathOf(file)
  if (!existsSync(path)) throw new UsageError(`没有这个文件：${path} No such file: ${path}`)
  return path
}

/** The store with a code given as an option. */
export async function storeOf(app: App, code: string): Promise<StoreInfo> {
  const store = await findStoreByCode(app.db, code)
  if (store) return store
  throw new UsageError(`没有代码为“${code}”的门店。 No store has the code "${code}".`)
}

/** An option that must be a calendar day, `2026-09-30`. */
export function dayOption(given: Given, name: string): string {
  const text = required(given, name)
  if (isDay(text)) return text
  throw new UsageError(
    `--${name} 不是有效日期（如 2026-09-30）：${text} --${name} is not a date such as 2026-09-30: ${text}`,
  )
}
