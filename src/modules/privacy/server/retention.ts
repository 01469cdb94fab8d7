import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { changeOwnSettings, storeSettings } from '#modules/access/index.ts'
import type { Retention } from '../contract.ts'
import { eraseCustomer } from './erase-customer.ts'
import {
  countPastFiles,
  countPastProspects,
  deletePastFiles,
  listPastProspects,
} from './retention.queries.ts'

/** At most this many people are erased in one night and store, one transaction each. */
const mostPerNight = 500

/** The instant so many months before now. */
function monthsAgo(now: Date, months: number): Date {
  const at = new Date(now)
  at.setUTCMonth(at.getUTCMonth() - months)
  return at
}

const retentionOf = (store: StoreInfo): Retention => {
  const { keepProspectMonths, keepAttachmentMonths } = storeSettings(store)
  return { prospects: keepProspectMonths, attachments: keepAttachmentMonths }
}

/** The periods of the store, how many they concern today, and those that are fixed. */
export async function readRetention(ctx: Ctx, asked: Partial<Retention> = {}) {
  const retention = retentionOf(ctx.store)
  const { prospects, attachments } = { ...retention, ...definedOf(asked) }
  return {
    retention,
    due: {
      prospects: prospects === 0 ? 0 : await countPastProspects(ctx, monthsAgo(ctx.now, prospects)),
      attachments:
        attachments === 0 ? 0 : await countPastFiles(ctx, monthsAgo(ctx.now, attachments)),
    },
    fixed: [
      { zh: '上传和被拒绝的文件', en: 'Uploaded and refused files', days: 30 },
      { zh: '导出的门店数据包', en: 'Exported archives of a store', days: 7 },
      { zh: '重复提交的核对记录', en: 'Answers to what was sent twice', days: 7 },
    ],
  }
}

export async function setRetention(ctx: Ctx, retention: Retention) {
  const store = await changeOwnSettings(ctx, {
    keepProspectMonths: retention.prospects,
    keepAttachmentMonths: retention.attachments,
  })
  audit(ctx, {
    action: 'store.retention_changed',
    recordType: 'store',
    recordId: String(ctx.store.id),
    detail: { before: retentionOf(ctx.store), after: retention },
  })
  ctx.store = store
  return readRetention(ctx)
}

/** Erases whom the store's periods have run out for, and removes files past theirs. */
export async function keepRetention(app: App, store: StoreInfo): Promise<number> {
  const { prospects, attachments } = retentionOf(store)
  if (attachments > 0)
    await runInStore(app, store, (ctx) =>
      deletePastFiles(ctx, monthsAgo(ctx.now, attachments), mostPerNight),
    )
  if (prospects === 0) return 0
  const ids = await runInStore(app, store, (ctx) =>
    listPastProspects(ctx, monthsAgo(ctx.now, prospects), mostPerNight),
  )
  for (const id of ids)
    await runInStore(app, store, (ctx) =>
      eraseCustomer(ctx, id, { reason: '保存期限已到 retention period over' }, { staysHere: true }),
    )
  return ids.length
}

const definedOf = (asked: Partial<Retention>): Partial<Retention> =>
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
