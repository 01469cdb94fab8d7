import type { Ctx } from '#foundation/ctx.ts'
import type { Cell } from '#foundation/sheets/cell.ts'
import { writeXlsx } from '#foundation/sheets/write-sheet.ts'
import { listModels, listSeries } from '#modules/catalog/index.ts'
import { logExport } from '#modules/lists/index.ts'
import type { FileAnswer } from '#shared/contract.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import { say } from '#shared/words.ts'
import { pricingWords } from '../../words.ts'
import { selectItems } from '../pricing.queries.ts'
import { seedPrices } from '../seed-prices.ts'
import { importedKinds } from './items-of-line.ts'
import { allPrices } from './price-rows.queries.ts'

type FileRow = Readonly<Record<string, Cell>>
const columns = [
  ['brand', '品牌', 'Brand', 12],
  ['series', '车系', 'Series', 14],
  ['model', '车型', 'Model', 28],
  ['kind', '类别', 'Kind', 10],
  ['item', '项目', 'Item', 20],
  ['itemEn', '英文名称', 'English name', 20],
  ['code', '编码', 'Code', 16],
  ['list', '指导价（元）', 'List price (¥)', 14],
  ['extra', '加价（元）', 'Extra (¥)', 12],
  ['authorised', '授权优惠（元）', 'Free to give (¥)', 14],
  ['floor', '底价（元）', 'Floor price (¥)', 14],
  ['energy', '动力', 'Drive', 10],
  ['validFrom', '有效期起', 'Valid from', 12],
  ['validTo', '有效期止', 'Valid to', 12],
  ['scope', '适用范围', 'For', 10],
  ['note', '备注', 'Note', 24],
] as const

/** The price list as a workbook that can be changed and imported again: prices from a day on. */
export async function priceFile(ctx: Ctx): Promise<FileAnswer> {
  const rows: FileRow[] = []
  for await (const some of priceFileRows(ctx)) rows.push(...some)
  const zh = ctx.locale === 'zh'
  const day = dayInZone(ctx.now, ctx.store.timeZone)
  const sheet = {
    name: zh ? '价格表' : 'Price list',
    columns: columns.map(([, chinese, english, width]) => ({
      header: zh ? chinese : english,
      width,
    })),
    rows: rows.map((row) => columns.map(([key]) => row[key] ?? null)),
  }
  await logExport(ctx, {
    list: 'pricing.file',
    format: 'xlsx',
    rows: rows.length,
    withPhones: false,
  })
  return {
    name: `${zh ? '价格表' : 'price-list'}-${day}.xlsx`,
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body: Buffer.from(await new Response(writeXlsx(sheet)).arrayBuffer()),
  }
}

/** What stands today or will, as rows of the columns in which a price list comes in. */
export async function* priceFileRows(ctx: Ctx): AsyncGenerator<FileRow[]> {
  const { groupId, timeZone } = ctx.store
  await seedPrices(ctx.tx, groupId, ctx.now)
  const today = dayInZone(ctx.now, timeZone)
  const zh = ctx.locale === 'zh'
  const series = new Map((await listSeries(ctx.tx, groupId)).map((one) => [one.id, one]))
  const models = new Map((await listModels(ctx.tx, groupId)).map((one) => [one.id, one]))
  const nameOf = (one: { name: string; nameEn: string } | undefined) =>
    one === undefined ? '' : zh ? one.name : one.nameEn || one.name
  const scope = (row: { store_id: number | null }) =>
    say(row.store_id === null ? pricingWords.allStores : pricingWords.ownStore, ctx.locale)
  yield (await standingOrComing(ctx, today)).flatMap((row): FileRow[] => {
    const model = models.get(row.model_id)
    const line = model && series.get(model.seriesId)
    if (!model || !line?.isOwn) return []
    return [
      {
        brand: zh ? line.brandName : line.brandNameEn || line.brandName,
        series: nameOf(line),
        model: nameOf(model),
        kind: zh ? '车型' : 'Car',
        list: row.list_fen / 100,
        authorised: row.discount_fen / 100,
        floor: row.floor_fen === null ? null : row.floor_fen / 100,
        energy: say(pricingWords[row.energy], ctx.locale),
        validFrom: row.valid_from,
        validTo: row.valid_to,
        scope: scope(row),
        note: row.note || null,
      },
    ]
  })
  yield (await selectItems(ctx))
    .filter((row) => (importedKinds as readonly string[]).includes(row.kind) && row.is_active)
    .filter((row) => row.valid_to === null || row.valid_to >= today)
    .map((row) => ({
      series:
        row.model_ids.length > 0
          ? null
          : row.series_ids.map((id) => nameOf(series.get(id))).join('、') || (zh ? '全部' : 'All'),
      model:
        row.model_ids
          .map((id) => {
            const model = models.get(id)
            return `${nameOf(series.get(model?.seriesId ?? ''))} ${nameOf(model)}`.trim()
          })
          .join('、') || null,
      kind: say(pricingWords[row.kind], ctx.locale),
      item: row.name,
      itemEn: row.name_en || null,
      code: row.code,
      extra: row.price_fen / 100,
      validFrom: row.valid_from,
      scope: scope(row),
    }))
}

/** Of each model the price that stands on a day and those that follow, all stores' and the store's own. */
async function standingOrComing(ctx: Ctx, today: Day) {
  const seen = new Set<string>()
  return (await allPrices(ctx)).filter((row) => {
    if (row.valid_to !== null && row.valid_to < today) return false
    if (row.valid_from > today) return true
    const key = `${row.model_id} ${row.store_id === null}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
