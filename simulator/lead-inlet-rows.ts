import { type App, runInStore, systemActor } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { findHeadOffice, findStore } from '#modules/access/index.ts'
import { listSeries } from '#modules/catalog/index.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import {
  listDearestSeries,
  listLeadsFrom,
  markTyped,
  nameRivals,
} from './lead-inlet-rows.queries.ts'
import { mobileNumber, personName } from './people-data.ts'
import { createRandom, type Random } from './random.ts'
import { addRows } from './road-rows.queries.ts'

const consent =
  '我同意本店为回复本次咨询使用我填写的姓名和联系方式，并可电话与我联系。我可以随时要求停止联系或删除。'
const forms = [
  {
    name: '官网预约试驾',
    title: '预约试驾，到店有礼',
    fields: ['series', 'visitDay', 'note'],
    isOpen: true,
  },
  {
    name: '短视频留资页',
    title: '留下电话，获取本周底价',
    fields: ['series', 'city'],
    isOpen: true,
  },
  { name: '春季车展登记', title: '车展专享：登记领券', fields: ['sex', 'series'], isOpen: false },
]
const machines = [
  { why: 'link', name: '代运营', note: '精准获客加微信 www.example.com' },
  { why: 'too_fast', name: 'test', note: 'test' },
  { why: 'trap', name: 'qwerty', note: '' },
  { why: 'old_page', name: '周先生', note: '想问一下置换补贴还有吗' },
]

/** Lets a store of the demo show its web forms, what machines sent, and the models losses went to. */
export async function addLeadInletRows(app: App, store: StoreInfo): Promise<void> {
  await runInStore(
    app,
    store,
    async (ctx) => {
      const random = createRandom('lead-inlets', 1, store.id)
      const ids = await addForms(ctx, random)
      await addEntries(ctx, random, ids)
      await nameRivals(ctx, addDays(dayInZone(ctx.now, store.timeZone), -400))
    },
    systemActor(store),
  )
}

async function addForms(ctx: Ctx, random: Random): Promise<string[]> {
  const ids = forms.map(() => random.id(ctx.now.getTime()))
  const madeAt = new Date(ctx.now.getTime() - 90 * 86_400_000)
  await addRows(
    ctx,
    'lead_forms',
    forms.map(({ name, title, fields, isOpen }, place) => ({
      store_id: ctx.store.id,
      id: ids[place] as string,
      name,
      title,
      definition: JSON.stringify({
        fields,
        seriesIds: [],
        thanks: '谢谢，我们会尽快联系您。',
        colour: '#1f5f8b',
        sites: place === 0 ? ['https://www.example.com'] : [],
      }),
      consent_text: consent,
      is_open: isOpen,
      made_at: madeAt,
    })),
  )
  await addRows(
    ctx,
    'lead_form_texts',
    ids.map((id) => ({
      store_id: ctx.store.id,
      form_id: id,
      version: 1,
      text: consent,
      at: madeAt,
    })),
  )
  return ids
}

/** Web leads came by the first two forms; machines and an old page are in the bin. */
async function addEntries(ctx: Ctx, random: Random, ids: readonly string[]): Promise<void> {
  const leads = await listLeadsFrom(ctx, 'web', 24)
  const [first, second] = ids as [string, string]
  const formOf = (place: number) => (place % 3 === 0 ? second : first)
  for (const id of [first, second])
    await markTyped(
      ctx,
      id,
      leads.filter((_, place) => formOf(place) === id).map((lead) => lead.id),
    )
  await addRows(ctx, 'lead_form_entries', [
    ...leads.map((lead, place) => ({
      store_id: ctx.store.id,
      id: random.id(lead.received_at.getTime()),
      form_id: formOf(place),
      at: lead.received_at,
      verdict: 'taken',
      lead_id: lead.id,
      consent_version: 1,
    })),
    ...machines.map(({ why, name, note }, place) => {
      const at = new Date(ctx.now.getTime() - (place * 31 + 5) * 3_600_000)
      return {
        store_id: ctx.store.id,
        id: random.id(at.getTime()),
        form_id: formOf(place),
        at,
        verdict: 'invalid',
        why,
        consent_version: 1,
        sealed: ctx.vault.seal(JSON.stringify({ name, phone: mobileNumber(random), note })),
      }
    }),
  ])
}

const pool = [
  { city: '上海', state: 'waiting', note: '厂家官网留资，想看混动版' },
  { city: '杭州', state: 'waiting', note: '总部热线转来，问置换价格' },
  { city: '', state: 'waiting', note: '小程序预约，未填城市' },
  { city: '上海', state: 'sent', note: '厂家直播间下定金，请尽快联系' },
  { city: '上海', state: 'sent', note: '总部活动报名，周末想试驾' },
  { city: '北京', state: 'returned', note: '企业购车 3 台', reason: '客户要求外地提车' },
  { city: '上海', state: 'accepted', note: '' },
] as const

/**
 * Lets the demo's head office show its pool of leads with what stores answered, and a lower price of
 * the series most often lost for the price, so that lost customers come up to be won back.
 */
export async function addHeadOfficeRows(
  app: App,
  groupId: number,
  storeIds: readonly number[],
): Promise<void> {
  const office = await findHeadOffice(app.db, groupId)
  const store = await findStore(app.db, storeIds[0] as number)
  if (!office || !store) return
  const offers = await runInStore(app, office, (ctx) => addPool(ctx, store.id), systemActor(office))
  await runInStore(
    app,
    store,
    async (ctx) => {
      await addRows(ctx, 'dispatch_offers', offers)
      await addLowerPrices(ctx)
    },
    systemActor(store),
  )
}

async function addPool(ctx: Ctx, toStoreId: number) {
  const random = createRandom('lead-pool', 1, ctx.store.id)
  const series = (await listSeries(ctx.tx, ctx.store.groupId)).filter((one) => one.isOwn)
  const lines = pool.map((line, place) => {
    const receivedAt = new Date(ctx.now.getTime() - (place * 90 + 12) * 60_000)
    const phone = mobileNumber(random)
    const person = { name: personName(random, place % 3 === 0 ? 'female' : 'male'), phone }
    const isOut = line.state !== 'waiting'
    const sealed =
      line.state === 'accepted'
        ? null
        : ctx.vault.seal(JSON.stringify({ ...person, note: line.note }))
    return {
      store_id: ctx.store.id,
      id: random.id(receivedAt.getTime()),
      sealed,
      phone_hash: ctx.vault.hashPhone(ctx.store.groupId, phone),
      city: line.city,
      series_id: series[place % Math.max(1, series.length)]?.id ?? null,
      state: line.state,
      reason: 'reason' in line ? line.reason : '',
      received_at: receivedAt,
      ...(isOut
        ? {
            to_store_id: toStoreId,
            offer_id: random.id(receivedAt.getTime()),
            rule: line.city === '上海' ? 'city' : 'load',
            times_sent: 1,
            sent_at: new Date(receivedAt.getTime() + 6 * 60_000),
          }
        : {}),
      ...(line.state === 'accepted' || line.state === 'returned'
        ? { decided_at: new Date(receivedAt.getTime() + 40 * 60_000) }
        : {}),
    }
  })
  await addRows(ctx, 'dispatch_leads', lines)
  return lines
    .filter((line) => line.state === 'sent')
    .map((line) => ({
      store_id: toStoreId,
      id: line.offer_id as string,
      head_store_id: ctx.store.id,
      dispatch_id: line.id,
      sealed: line.sealed,
      series_id: line.series_id,
      offered_at: line.sent_at as Date,
    }))
}

const fallFen = 600_000

/** Since some days a lower price than the standing one. */
async function addLowerPrices(ctx: Ctx): Promise<void> {
  const random = createRandom('lower-prices', 1, ctx.store.groupId)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const fallsOn = addDays(today, -9)
  const models = await listDearestSeries(ctx, addDays(today, -300), addDays(fallsOn, -1), 2)
  await addRows(
    ctx,
    'list_prices',
    models.map(({ model_id, price_fen, discount_fen, floor_fen }) => ({
      group_id: ctx.store.groupId,
      id: random.id(ctx.now.getTime()),
      model_id,
      valid_from: fallsOn,
      list_fen: Math.max(0, price_fen - fallFen),
      discount_fen,
      floor_fen,
      made_at: ctx.now,
    })),
  )
}
