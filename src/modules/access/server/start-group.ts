import { randomUUID } from 'node:crypto'
import type { App } from '#foundation/app.ts'
import type { Actor, Ctx } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import { announce, audit, flushLedger } from '#foundation/ledger/ledger.ts'
import { uuidv7 } from '#shared/ids.ts'
import { accessError, type Session } from '../contract.ts'
import type { NewGroup } from '../contracts/first-start.ts'
import { findActor, hashToken } from './authenticate.ts'
import { createGroup, createStore, giveRoles } from './create-group.ts'
import { findAdministratorRole, lockStores, seeStore } from './groups.queries.ts'
import { recordIdOfNumber } from './head-office.ts'
import { useLink } from './links.queries.ts'
import { makeLink } from './links.ts'
import { type LogInWire, openSession } from './log-in.ts'
import { nameKeys } from './name-keys.ts'
import { hashNewPassword } from './passwords.ts'
import { findGroup, hasRealPeople, insertPerson, lockLogins } from './people.queries.ts'
import { assertLoginIsFree } from './people.service.ts'
import { findStore, findStoreByCode } from './stores.queries.ts'

/** From the demo: an empty group of one's own, and its administrator logged in. Only in a demo group. */
export async function startOwnGroup(ctx: Ctx, wire: LogInWire, given: NewGroup): Promise<Session> {
  const group = await findGroup(ctx.tx, ctx.actor.groupId)
  if (!group?.is_demo) throw accessError('access.demo_only')
  return makeGroupWithAdministrator(wire, given)
}

/** With the link printed at the first start. Throws access.link_invalid, also once somebody works here. */
export async function startFirstGroupWith(
  wire: LogInWire,
  { token, ...given }: NewGroup & { token: string },
): Promise<Session> {
  return makeGroupWithAdministrator(wire, given, hashToken(token))
}

/**
 * Group, head office, first store and administrator in one transaction, and a session for them.
 * Throws access.code_taken, access.login_taken, access.link_invalid, and what passwords refuse.
 */
async function makeGroupWithAdministrator(
  wire: LogInWire,
  given: NewGroup,
  linkHash?: Buffer,
): Promise<Session> {
  const { app } = wire
  const passwordHash = await hashNewPassword(
    given.administrator.password,
    given.administrator.login,
  )
  return inStores(app.db, [], async (tx) => {
    await lockLogins(tx)
    if (linkHash) {
      const isUsable = await useLink(tx, linkHash, app.clock.now())
      if (!isUsable || (await hasRealPeople(tx))) throw accessError('access.link_invalid')
    }
    const ctx = await makeEmptyGroup(app, tx, {
      name: given.group.name,
      nameEn: given.group.nameEn ?? given.group.name,
      store: given.store,
      administrator: { ...given.administrator, passwordHash },
    })
    const session = await openSession(ctx, wire, ctx.actor.groupId, ctx.actor.personId as string)
    await flushLedger(ctx)
    return session
  })
}

/**
 * For the command line: an administrator in the group of a store (by the store's code), or in a
 * new group with that store. Gives the address under which they set their password.
 */
export async function createAdmin(
  app: App,
  baseUrl: string,
  given: {
    name: string
    login: string
    storeCode: string
    /** Makes a new group of this name with the store, where no store has the code. */
    groupName?: string
    storeName?: string
  },
): Promise<{ personId: string; groupId: number; link: string; expiresAt: string }> {
  return inStores(app.db, [], async (tx) => {
    await lockLogins(tx)
    const store = await findStoreByCode(tx, given.storeCode)
    let ctx: Ctx
    if (store) {
      await seeStore(tx, store.id)
      ctx = await addAdministrator(app, tx, store.id, store.groupId, {
        ...given,
        passwordHash: null,
      })
    } else {
      if (!given.groupName) throw new Error(`No store has the code ${given.storeCode}`)
      ctx = await makeEmptyGroup(app, tx, {
        name: given.groupName,
        nameEn: given.groupName,
        store: { code: given.storeCode, name: given.storeName ?? given.groupName },
        administrator: { ...given, passwordHash: null },
      })
    }
    const personId = ctx.actor.personId as string
    const { groupId } = ctx.actor
    const { path, expiresAt } = await makeLink(tx, ctx.now, {
      purpose: 'invitation',
      groupId,
      personId,
    })
    await flushLedger(ctx)
    return { personId, groupId, link: `${baseUrl.replace(/\/$/, '')}${path}`, expiresAt }
  })
}

interface NewAdministrator {
  name: string
  login: string
  locale?: 'zh' | 'en' | null | undefined
  passwordHash: string | null
}

async function makeEmptyGroup(
  app: App,
  tx: Ctx['tx'],
  given: {
    name: string
    nameEn: string
    store: NewGroup['store']
    administrator: NewAdministrator
  },
): Promise<Ctx> {
  const now = app.clock.now()
  await lockStores(tx)
  if (await findStoreByCode(tx, given.store.code))
    throw accessError('access.code_taken', { storeCode: given.store.code })
  const { groupId } = await createGroup(tx, now, { name: given.name, nameEn: given.nameEn })
  const officeId = await createStore(tx, now, groupId, {
    code: `HQ${groupId}`,
    name: `${given.name} 总部`,
    nameEn: `${given.nameEn} head office`,
    isHeadOffice: true,
  })
  const storeId = await createStore(tx, now, groupId, {
    ...given.store,
    nameEn: given.store.nameEn ?? given.store.name,
    city: given.store.city ?? '',
    platePrefix: given.store.platePrefix ?? '',
  })
  await seeStore(tx, officeId)
  const ctx = await addAdministrator(app, tx, storeId, groupId, given.administrator, officeId)
  const recordId = recordIdOfNumber('store', officeId)
  audit(ctx, {
    action: 'group.started',
    recordType: 'group',
    recordId: String(groupId),
    detail: { name: given.name, stores: [given.store.code] },
  })
  announce(ctx, { type: 'access.group_started', recordId, data: { groupId } })
  announce(ctx, {
    type: 'access.store_added',
    recordId: recordIdOfNumber('store', storeId),
    data: { storeId },
  })
  return ctx
}

/** Adds the person with the built-in role; gives their context, whose ledger is written to `ledgerStoreId`. */
async function addAdministrator(
  app: App,
  tx: Ctx['tx'],
  storeId: number,
  groupId: number,
  given: NewAdministrator,
  ledgerStoreId = storeId,
): Promise<Ctx> {
  const now = app.clock.now()
  await assertLoginIsFree(tx, given.login)
  const id = uuidv7()
  await insertPerson(tx, {
    group_id: groupId,
    id,
    store_id: storeId,
    name: given.name,
    name_keys: nameKeys(given.name),
    login: given.login,
    password_hash: given.passwordHash,
    locale: given.locale ?? null,
    created_at: now,
  })
  const roleId = await findAdministratorRole(tx, groupId)
  await giveRoles(tx, groupId, id, [roleId])
  const actor = (await findActor(tx, id)) as Actor
  const store = await findStore(tx, ledgerStoreId)
  if (!store) throw new Error(`Store ${ledgerStoreId} is not there`)
  const ctx: Ctx = {
    actor,
    store,
    tx,
    now,
    locale: actor.locale ?? 'zh',
    log: app.log,
    requestId: `start-${randomUUID()}`,
    vault: app.vault,
    pending: { audit: [], events: [] },
  }
  audit(ctx, {
    action: 'person.added',
    recordType: 'person',
    recordId: id,
    detail: { storeId, roleIds: [roleId] },
    personal: { name: given.name, login: given.login },
  })
  announce(ctx, { type: 'access.person_joined', recordId: id })
  return ctx
}
