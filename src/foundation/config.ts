import { accessSync, constants, existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { tlsPaths } from './tls/own-authority.ts'

const port = wholeNumber(0, 65535)

const environment = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\/./, '应以 postgres:// 开头 must start with postgres://')
    .optional(),
  KEYUAN_DATA: z.string().min(1).default('./data'),
  KEYUAN_DEMO: z.enum(['on', 'off'], '只能是 on 或 off must be on or off').default('on'),
  KEYUAN_TLS_CERT: z.string().optional(),
  KEYUAN_TLS_KEY: z.string().optional(),
  KEYUAN_TRUST_PORT: port.optional(),
  KEYUAN_KEY: z.string().optional(),
  KEYUAN_ROLES: z.string().default('web,worker'),
  KEYUAN_LOG: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      '未知的级别 unknown level',
    )
    .default('info'),
  KEYUAN_PUBLIC_URL: z.url('不是网址 not a URL').optional(),
  KEYUAN_POOL: wholeNumber(2, 200).default(20),
  KEYUAN_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/./, '应以 smtp:// 或 smtps:// 开头 must start with smtp:// or smtps://')
    .optional(),
  KEYUAN_MAIL_FROM: z.string().min(3).max(200).optional(),
  KEYUAN_RATE: wholeNumber(60, 1_000_000_000).default(1200),
})

export interface Config {
  port: number
  host: string
  databaseUrl: string | undefined
  dataDir: string
  withDemo: boolean
  tls: { certFile: string; keyFile: string } | undefined
  /** The certificate is the store's own: phones are told on another port how to trust it. */
  isOwnAuthority: boolean
  trustPort: number
  /** Base64 of the 32-byte installation key; otherwise a key file in the data directory. */
  key: string | undefined
  roles: Set<'web' | 'worker'>
  logLevel: string
  publicUrl: string | undefined
  poolSize: number
  /** The mail service and the sender; without them nothing is mailed. */
  mail: { url: string; from: string } | undefined
  /** Requests per minute, route and person, where the route says nothing else. */
  requestsPerMinute: number
}

/** Every problem found in the environment, at once. */
export class ConfigError extends Error {
  readonly problems: string[]
  constructor(problems: string[]) {
    super(`设置有误 The settings are not right:\n${problems.map((p) => `  - ${p}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** Reads and checks the environment. Throws ConfigError naming every wrong setting. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, v]) => v !== undefined && v !== ''),
  )
  const parsed = environment.safeParse(given)
  const problems = [
    ...(parsed.error?.issues ?? []).map((i) => `${i.path.join('.')}: ${i.message}`),
    ...problemsOfTls(given),
    ...problemsOfKey(given.KEYUAN_KEY),
    ...problemsOfRoles(given.KEYUAN_ROLES),
    ...problemsOfMail(given),
  ]
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  const e = parsed.data
  const roles = e.KEYUAN_ROLES.split(',').map((r) => r.trim())
  const dataDir = resolve(e.KEYUAN_DATA)
  const own = ownTls(dataDir)
  const isGiven = e.KEYUAN_TLS_CERT !== undefined && e.KEYUAN_TLS_KEY !== undefined
  return {
    port: e.PORT,
    host: e.HOST,
    databaseUrl: e.DATABASE_URL,
    dataDir,
    withDemo: e.KEYUAN_DEMO === 'on',
    tls:
      e.KEYUAN_TLS_CERT && e.KEYUAN_TLS_KEY
        ? { certFile: e.KEYUAN_TLS_CERT, keyFile: e.KEYUAN_TLS_KEY }
        : own,
    isOwnAuthority: !isGiven && own !== undefined,
    trustPort: e.KEYUAN_TRUST_PORT ?? (e.PORT === 0 ? 0 : Math.min(65535, e.PORT + 1)),
    key: e.KEYUAN_KEY,
    roles: new Set(roles as ('web' | 'worker')[]),
    logLevel: e.KEYUAN_LOG,
    publicUrl: e.KEYUAN_PUBLIC_URL,
    poolSize: e.KEYUAN_POOL,
    mail:
      e.KEYUAN_SMTP_URL && e.KEYUAN_MAIL_FROM
        ? { url: e.KEYUAN_SMTP_URL, from: e.KEYUAN_MAIL_FROM }
        : undefined,
    requestsPerMinute: e.KEYUAN_RATE,
  }
}

/** What `keyuan certificate` made, where it did. */
function ownTls(dataDir: string): Config['tls'] {
  const { server, serverKey } = tlsPaths(dataDir)
  return existsSync(server) && existsSync(serverKey)
    ? { certFile: server, keyFile: serverKey }
    : undefined
}

function problemsOfTls(given: NodeJS.ProcessEnv): string[] {
  const names = ['KEYUAN_TLS_CERT', 'KEYUAN_TLS_KEY'] as const
  const present = names.filter((name) => given[name] !== undefined)
  if (present.length === 1)
    return ['证书与私钥必须同时给出 KEYUAN_TLS_CERT and KEYUAN_TLS_KEY must be given together']
  return present.flatMap((name) => {
    try {
      accessSync(given[name] as string, constants.R_OK)
      return []
    } catch {
      return [`${name}: 无法读取文件 cannot read the file ${given[name]}`]
    }
  })
}

function problemsOfMail(given: NodeJS.ProcessEnv): string[] {
  const names = ['KEYUAN_SMTP_URL', 'KEYUAN_MAIL_FROM'] as const
  return names.filter((name) => given[name] !== undefined).length === 1
    ? ['发信服务与发件人必须同时给出 KEYUAN_SMTP_URL and KEYUAN_MAIL_FROM must be given together']
    : []
}

function problemsOfKey(key: string | undefined): string[] {
  if (key === undefined || Buffer.from(key, 'base64').length === 32) return []
  return ['KEYUAN_KEY: 必须是 base64 编码的 32 字节 must be 32 bytes in base64']
}

function problemsOfRoles(roles: string | undefined): string[] {
  return (roles ?? 'web')
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== 'web' && role !== 'worker')
    .map((role) => `KEYUAN_ROLES: 未知的角色 unknown role "${role}"`)
}

/** Coerced from text; a function, hoisted above the schema. */
function wholeNumber(least: number, most: number) {
  const phrase = `必须是 ${least} 到 ${most} 的整数 must be a whole number from ${least} to ${most}`
  return z.coerce.number(phrase).int(phrase).min(least, phrase).max(most, phrase)
}
