import type { Ctx } from '#foundation/ctx.ts'
import { writePdf } from '#foundation/pdf/write-pdf.ts'
import { readCustomer } from '#modules/customers/index.ts'
import { logExport } from '#modules/lists/index.ts'
import type { FileAnswer } from '#shared/contract.ts'
import { timeInZone } from '#shared/days.ts'
import type { Paper, PaperCell } from '#shared/paper.ts'
import { sayDate, sayMoment } from '#shared/say-date.ts'
import { translator } from '#shared/words.ts'
import { testDriveWords } from '../words.ts'
import { loadDrive } from './policy.ts'
import { presentDrive, presentLicence } from './present.ts'
import { findCar, findLicence, findRoute } from './test-drives.queries.ts'

/** The agreement of a drive as a sheet of paper: car, driver, drive, terms; numbers masked. */
export async function agreementOf(ctx: Ctx, id: string): Promise<Paper> {
  const t = translator(testDriveWords, ctx.locale)
  const zone = ctx.store.timeZone
  const row = await loadDrive(ctx, id, 'test_drives.write')
  const drive = await presentDrive(ctx, row)
  const customer = await readCustomer(ctx, row.customer_id)
  const car = await findCar(ctx, row.car_id)
  const route = row.route_id ? await findRoute(ctx, row.route_id) : undefined
  const licence = await presentLicence(
    ctx,
    row.licence_check_id ? await findLicence(ctx, row.licence_check_id) : undefined,
  )
  const fact = (word: keyof typeof testDriveWords, value: PaperCell) => ({ label: t(word), value })
  const at = (instant: Date | null) =>
    instant === null ? null : sayMoment(instant, zone, ctx.locale)
  return {
    title: t('agreementOf'),
    orientation: 'portrait',
    head: [
      ctx.locale === 'zh' ? ctx.store.name : ctx.store.nameEn || ctx.store.name,
      sayDate(row.day, ctx.locale),
    ],
    parts: [
      {
        kind: 'facts',
        title: t('carPart'),
        facts: [
          fact('plate', car?.plate ?? null),
          fact('name', car?.name ?? null),
          fact('vin', car?.vin ?? null),
          fact('colour', car?.colour ?? null),
          fact('insuredUntil', car?.insured_until ? { day: car.insured_until } : null),
          fact('mileage', row.km_out ?? car?.mileage_km ?? null),
        ],
      },
      {
        kind: 'facts',
        title: t('driverPart'),
        facts: [
          fact('customer', customer.name),
          fact('phone', customer.phones[0]?.masked ?? null),
          fact('holder', licence?.maskedHolder ?? null),
          fact('licenceClass', licence ? classWord(t, licence.licenceClass) : null),
          fact('number', licence?.maskedNumber ?? null),
          fact('validUntil', licence ? { day: licence.validUntil } : null),
        ],
      },
      {
        kind: 'facts',
        title: t('drivePart'),
        facts: [
          fact(
            'time',
            t('whenPart', {
              day: sayDate(row.day, ctx.locale),
              from: timeInZone(row.starts_at, zone),
              to: timeInZone(row.ends_at, zone),
            }),
          ),
          fact('consultant', drive.consultant.name),
          fact('route', route ? `${route.name} ${(route.length_m / 1000).toFixed(1)} km` : null),
          fact('kmOut', row.km_out),
          fact('leftAt', at(row.left_at)),
          fact('kmIn', row.km_in),
          fact('returnedAt', at(row.returned_at)),
          fact('damage', row.state === 'done' ? row.damage || t('nothingDamaged') : null),
        ],
      },
      { kind: 'text', title: t('terms'), text: t('termsText') },
    ],
    signatures: [t('signDriver'), t('signCompanion'), t('signCar')],
    foot: t('printedBy', {
      name: ctx.actor.name,
      at: sayMoment(ctx.now, zone, ctx.locale),
    }),
  }
}

const classWord = (t: (key: 'other') => string, licenceClass: string) =>
  licenceClass === 'other' ? t('other') : licenceClass

/** The agreement as PDF; logged like every file that leaves. */
export async function agreementFile(ctx: Ctx, id: string): Promise<FileAnswer> {
  const paper = await agreementOf(ctx, id)
  await logExport(ctx, {
    list: 'test-drive.agreement',
    format: 'pdf',
    rows: 1,
    withPhones: false,
    reason: undefined,
  })
  // A customer's name stays out of file names, which end up in histories and logs.
  return {
    name: `${paper.title} ${paper.head[1] ?? ''}.pdf`,
    contentType: 'application/pdf',
    body: await writePdf(paper, ctx.locale),
  }
}
