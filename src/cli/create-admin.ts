import type { App } from '#foundation/app.ts'
import { findLockHolder } from '#foundation/embedded-postgres/data-directory-lock.ts'
import { createAdmin, findStoreByCode } from '#modules/access/index.ts'
import { loginSchema, nameSchema } from '#modules/access/contract.ts'
import { type Command, type CommandSetting, type Given, UsageError } from './command.ts'

interface NewAdmin {
  personId: string
  groupId: number
  login: string
  store: string
  /** Opened once, within 7 days, to set the password. */
  link: string
  expiresAt: string
}

export const createAdminCommand: Command = {
  name: 'create-admin',
  usage: 'create-admin [--store CODE] [--login L] [--name N] [--group G]',
  summary: {
    zh: '新建管理员，得到设置密码的一次性链接；--group 时连同集团和门店一起新建',
    en: 'Makes an administrator and the one-time link to set a password; with --group also the group and its store',
  },
  options: {
    store: { type: 'string' },
    login: { type: 'string' },
    name: { type: 'string' },
    group: { type: 'string' },
  },
  run: makeAdmin,
  print: (admin: NewAdmin) =>
    `${admin.login} (${admin.store}), ${admin.expiresAt} 前打开一次 / open once before then:\n${admin.link}`,
}

async function makeAdmin(given: Given, { app, config }: CommandSetting): Promise<NewAdmin> {
  const text = (name: string) => {
    const value = given.options[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const login = text('login') ?? 'admin'
  const name = text('name') ?? '管理员'
  const groupName = text('group')
  if (!loginSchema.safeParse(login).success)
    throw new UsageError(
      `用户名不合规：${login} Not a log-in name (2 to 60 letters, digits, . _ - @): ${login}`,
    )
  if (
    !nameSchema.safeParse(name).success ||
    (groupName && !nameSchema.safeParse(groupName).success)
  )
    throw new UsageError('名称最多 60 个字。 A name has 60 characters at most.')
  const storeCode = await chooseStore(app, text('store'), groupName)
  const address =
    config.publicUrl ??
    findLockHolder(config.dataDir)?.address ??
    `${config.tls ? 'https' : 'http'}://localhost:${config.port}`
  const made = await createAdmin(app, address, {
    name,
    login,
    storeCode,
    ...(groupName === undefined ? {} : { groupName }),
  })
  return { ...made, login, store: storeCode }
}

/** The store named, else the only one there is. A code that is not taken yet needs --group. */
async function chooseStore(
  app: App,
  asked: string | undefined,
  groupName: string | undefined,
): Promise<string> {
  if (asked === undefined) {
    const stores = (await app.listStores(app.db)).filter((store) => !store.isHeadOffice)
    if (stores.length === 1 && stores[0] && groupName === undefined) return stores[0].code
    throw new UsageError(
      '请用 --store 指定门店代码；新集团另加 --group 名称。 Name the store with --store CODE; for a new group add --group NAME.',
    )
  }
  if (!/^[A-Za-z0-9_-]{2,20}$/.test(asked))
    throw new UsageError(
      `门店代码为 2–20 个字母、数字、- 或 _：${asked} A store code has 2 to 20 letters, digits, - or _: ${asked}`,
    )
  const isThere = (await findStoreByCode(app.db, asked)) !== undefined
  if (!isThere && groupName === undefined)
    throw new UsageError(
      `没有代码为“${asked}”的门店；要新建集团请加 --group 名称。 No store has the code "${asked}"; add --group NAME to start a new group with it.`,
    )
  if (isThere && groupName !== undefined)
    throw new UsageError(`门店代码“${asked}”已被使用。 The store code "${asked}" is taken.`)
  return asked
}
