import { resolve } from 'node:path'
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65535)

const environment = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z.string().startsWith('postgres').optional(),
  KEYUAN_DATA: z.string().min(1).default('./data'),
  KEYUAN_DEMO: z.enum(['on', 'off']).default('on'),
  KEYUAN_TLS_CERT: z.string().optional(),
  KEYUAN_TLS_KEY: z.string().optional(),
  KEYUAN_KEY: z.string().optional(),
  KEYUAN_ROLES: z.string().default('web,worker'),
  KEYUAN_LOG: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info'),
  KEYUAN_PUBLIC_URL: z.url().optional(),
  KEYUAN_POOL: z.coerce.number().int().min(2).max(200).default(20),
})

export interface Config {
  port: number
  host: string
  databaseUrl: string | undefined
  dataDir: string
  withDemo: boolean
  tls: { certFile: string; keyFile: string } | undefined
  /** Base64 of the 32-byte installation key; otherwise a key file in the data directory. */
  key: string | undefined
  roles: Set<'web' | 'worker'>
  logLevel: string
  publicUrl: string | undefined
  poolSize: number
}

/** Every problem found in the environment, at once. */
export class ConfigError extends Error {
  readonly problems: string[]
  constructor(problems: string[]) {
    super(`The settings are not right:\n${problems.map((p) => `  - ${p}`).join('\n')}`)
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
  const problems: string[] = []
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      problems.push(`${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(problems)
  }
  const e = parsed.data
  if ((e.KEYUAN_TLS_CERT === undefined) !== (e.KEYUAN_TLS_KEY === undefined))
    problems.push('KEYUAN_TLS_CERT and KEYUAN_TLS_KEY must be given together')
  const roles = e.KEYUAN_ROLES.split(',').map((r) => r.trim())
  for (const role of roles)
    if (role !== 'web' && role !== 'worker') problems.push(`KEYUAN_ROLES: unknown role "${role}"`)
  if (problems.length > 0) throw new ConfigError(problems)
  return {
    port: e.PORT,
    host: e.HOST,
    databaseUrl: e.DATABASE_URL,
    dataDir: resolve(e.KEYUAN_DATA),
    withDemo: e.KEYUAN_DEMO === 'on',
    tls:
      e.KEYUAN_TLS_CERT && e.KEYUAN_TLS_KEY
        ? { certFile: e.KEYUAN_TLS_CERT, keyFile: e.KEYUAN_TLS_KEY }
        : undefined,
    key: e.KEYUAN_KEY,
    roles: new Set(roles as ('web' | 'worker')[]),
    logLevel: e.KEYUAN_LOG,
    publicUrl: e.KEYUAN_PUBLIC_URL,
    poolSize: e.KEYUAN_POOL,
  }
}
