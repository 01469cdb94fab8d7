import type { Ctx } from '#foundation/ctx.ts'
import { pinyinOf } from '#foundation/pinyin.ts'
import { giveRoles } from '#modules/access/index.ts'
import { runHandOver } from '#modules/opportunities/index.ts'
import { uuidv7 } from '#shared/ids.ts'
import { bigrams } from '#shared/search-keys.ts'
import {
  busiestConsultant,
  findByLogin,
  listCustomersToGive,
  roleOfConsultants,
  setWorking,
} from './leaver.queries.ts'
import { personName } from './people-data.ts'
import { createRandom } from './random.ts'
import { insertPeople } from './simulate-group.queries.ts'

const left = 9

/**
 * Somebody who took over some customers and then left without handing them on, so that the demo has
 * customers to be saved. Needs a manager as the actor; `except` are customers of other stories.
 */
export async function addLeaver(ctx: Ctx, except: readonly string[]): Promise<void> {
  const { store } = ctx
  const fromId = await busiestConsultant(ctx)
  const roleId = await roleOfConsultants(ctx)
  if (!fromId || !roleId) return
  const customerIds = await listCustomersToGive(ctx, { ownerId: fromId, except, limit: left })
  if (customerIds.length === 0) return
  const name = personName(createRandom('leaver', store.groupId, store.id), 'female')
  // With the number of the store: the name may be somebody's already.
  const login = `${pinyinOf(name).full}.${store.id}`
  const id = (await findByLogin(ctx, login)) ?? uuidv7()
  if (!(await setWorking(ctx, id, true))) {
    await insertPeople(ctx.tx, [
      {
        group_id: store.groupId,
        id,
        store_id: store.id,
        name,
        name_keys: bigrams(name),
        login,
        created_at: ctx.now,
      },
    ])
    await giveRoles(ctx.tx, store.groupId, id, [roleId])
  }
  await runHandOver(ctx, {
    fromId,
    customerIds,
    receiverIds: [id],
    rule: 'one',
    placed: [],
    reason: '新顾问入职，分担客户',
  })
  await setWorking(ctx, id, false)
}
