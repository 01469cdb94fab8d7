import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import type { Cell } from '#foundation/sheets/cell.ts'
import { readSheet } from '#foundation/sheets/read-sheet.ts'
import { writeXlsx } from '#foundation/sheets/write-sheet.ts'
import {
  cancelImport,
  chooseForImport,
  downloadRefused,
  getImport,
  getUndoPreview,
  startImport,
  undoImport,
  uploadImport,
} from '#modules/imports/contract.ts'
import type { Import } from '#modules/imports/contracts/import-record.ts'
import { importFile as importRegister } from '#modules/imports/index.ts'
import { startTestApp, type TestApp } from '../../../../testing.ts'
import { resumeImportsTimer } from '../../../imports/server/import.jobs.ts'
import { runImport } from '../../../imports/server/run-import.ts'
import { bytesOf, HEADER, line, readTruth, samplePath } from '../register/testing.ts'
import { dumpOfStore, type ImportStore, makeImportStore, sampleFile } from './testing.ts'

let kit: TestApp

beforeAll(async () => {
  kit = await startTestApp({ now: '2026-10-08T02:00:00Z' })
})
afterAll(() => kit.close())

const sample = 'register-2026-09.xlsx'

async function register(...lines: Cell[][]) {
  const columns = HEADER.map((header) => ({ header }))
  const stream = writeXlsx({
    name: '9月',
    leadingRows: [['来店登记表 2026年9月']],
    columns,
    rows: lines,
  })
  return { name: 'register.xlsx', bytes: await bytesOf(stream) }
}

async function upload(at: ImportStore, file: { name: string; bytes: Uint8Array }) {
  const { status, body } = await kit.call(at.clerk, uploadImport, {}, { file })
  expect(status).toBe(200)
  return body
}

async function start(at: ImportStore, one: Import) {
  const { id, version } = one
  return kit.call(at.clerk, startImport, { params: { id }, body: { version } })
}

async function finish(at: ImportStore, one: Import) {
  expect((await start(at, one)).status).toBe(200)
  await kit.settle(at.store)
  return (await kit.call(at.clerk, getImport, { params: { id: one.id } })).body
}

async function importFile(at: ImportStore, file: { name: string; bytes: Uint8Array }) {
  return finish(at, await upload(at, file))
}

async function undo(at: ImportStore, id: string, touched: 'keep' | 'take_back' = 'keep') {
  return kit.call(at.clerk, undoImport, { params: { id }, body: { touched } })
}

describe('a register that was corrected', () => {
  it('comes back as a file of refused lines, which takes the rest once', async () => {
    const at = await makeImportStore(kit)
    const first = await importFile(at, await sampleFile(sample))
    const { body } = await kit.call(at.clerk, downloadRefused, { params: { id: first.id } })
    const file = { name: 'refused.xlsx', bytes: new Uint8Array(await (body as Blob).arrayBuffer()) }
    const back = await readSheet(file.bytes, file.name)
    expect(back.rows).toHaveLength(2 + 17)
    const preview = await upload(at, file)
    expect(preview.report?.counts).toMatchObject({ lines: 17, taken: 0, refused: 17 })
    const chosen = await kit.call(at.clerk, chooseForImport, {
      params: { id: preview.id },
      body: {
        version: preview.version,
        consultants: { 刘扬: at.consultants.get('刘洋')?.id as string },
      },
    })
    expect(chosen.body.report?.counts).toMatchObject({ taken: 9, refused: 8 })
    const done = await finish(at, chosen.body)
    expect(done.counts).toMatchObject({ taken: 9, refused: 8 })
    const again = await importFile(at, await sampleFile(sample))
    expect(again.counts).toMatchObject({ taken: 0, updated: 0, unchanged: 439 })
  })

  it('asks for unknown consultants in the preview and takes their lines when told whom they mean', async () => {
    const at = await makeImportStore(kit)
    const preview = await upload(at, await sampleFile(sample))
    const unknown = (await readTruth()).filter((row) => row.unknownConsultant)
    expect(preview.report?.unknown.consultants).toMatchObject([
      { text: '刘扬', lines: unknown.length, choice: null },
    ])
    const choose = (choice: string) =>
      kit.call(at.clerk, chooseForImport, {
        params: { id: preview.id },
        body: { version: preview.version, consultants: { 刘扬: choice } },
      })
    expect((await choose('01a2010e-4c37-71bb-bb1c-4581a835e583')).code).toBe(
      'imports.no_such_person',
    )
    const chosen = await choose(at.consultants.get('刘洋')?.id as string)
    expect(chosen.body.report?.counts).toMatchObject({ taken: 448, refused: 8 })
    expect((await finish(at, chosen.body)).counts).toMatchObject({ taken: 448, typedTwice: 7 })
  })

  it('updates the visit of a line whose cells changed, and puts it back when taken back', async () => {
    const at = await makeImportStore(kit)
    const one = line({})
    const two = line({ 0: 2, 4: '李强', 5: '13912345678' })
    await importFile(at, await register(one, two, line({ 0: 3, 4: null, 5: null, 8: null })))
    const before = await dumpOfStore(kit, at.store)
    const changed = await importFile(
      at,
      await register(one.with(6, '速騰'), two.with(7, '陈静'), line({ 0: 3, 4: '赵四' })),
    )
    expect(changed.counts).toMatchObject({ taken: 0, updated: 3, unchanged: 0 })
    expect(await dumpOfStore(kit, at.store)).not.toEqual(before)
    expect((await undo(at, changed.id)).body.takenBack).toMatchObject({ restored: 3, kept: 0 })
    expect(await dumpOfStore(kit, at.store)).toEqual(before)
  })
})

describe('a line that turns out to be somebody else', () => {
  it('moves its card to the corrected number, and back when it is taken back', async () => {
    const at = await makeImportStore(kit)
    const empty = await dumpOfStore(kit, at.store)
    const first = await importFile(at, await register(line({})))
    const before = await dumpOfStore(kit, at.store)
    const changed = await importFile(at, await register(line({ 5: '13912345678' })))
    expect(changed.counts).toMatchObject({ taken: 0, updated: 1 })
    const between = await dumpOfStore(kit, at.store)
    for (const table of ['customers', 'customer_phones', 'opportunities', 'follow_ups'])
      expect(between[table]).toHaveLength(1)
    expect(between.customers).not.toEqual(before.customers)
    expect((await undo(at, changed.id)).body.takenBack).toMatchObject({ restored: 1, kept: 0 })
    expect(await dumpOfStore(kit, at.store)).toEqual(before)
    await undo(at, first.id)
    expect(await dumpOfStore(kit, at.store)).toEqual(empty)
  })
})

describe('taking an import back', () => {
  it('lists records somebody worked on since and keeps them, or takes them back too', async () => {
    const at = await makeImportStore(kit)
    const done = await importFile(
      at,
      await register(line({}), line({ 0: 2, 4: '李强', 5: '13912345678' })),
    )
    await runInStore(kit.app, at.store, async ({ tx }) => {
      const { id } = await tx
        .selectFrom('customers')
        .select('id')
        .where('store_id', '=', at.store.id)
        .where('name', '=', '李强')
        .executeTakeFirstOrThrow()
      await tx
        .updateTable('opportunities')
        .set({ version: 2, note: '谈过了' })
        .where('store_id', '=', at.store.id)
        .where('customer_id', '=', id)
        .execute()
    })
    const preview = await kit.call(at.clerk, getUndoPreview, { params: { id: done.id } })
    expect(preview.body).toMatchObject({ withdrawn: { visits: 2, cards: 2 }, touchedTotal: 1 })
    expect(preview.body.touched).toMatchObject([{ record: 'cards', name: '李强' }])
    expect((await undo(at, done.id)).body.takenBack).toMatchObject({ withdrawn: 2, kept: 2 })
    const left = await dumpOfStore(kit, at.store)
    expect([left.visits, left.opportunities, left.customers].map((rows) => rows?.length)).toEqual([
      1, 1, 1,
    ])
    expect((await undo(at, done.id)).code).toBe('imports.already_undone')
  })

  it('takes worked-on records back too where the person says so', async () => {
    const at = await makeImportStore(kit)
    const empty = await dumpOfStore(kit, at.store)
    const done = await importFile(at, await register(line({})))
    await runInStore(kit.app, at.store, ({ tx }) =>
      tx
        .updateTable('visits')
        .set({ version: 2 })
        .where('store_id', '=', at.store.id)
        .execute()
        .then(() => undefined),
    )
    expect((await undo(at, done.id, 'take_back')).body.takenBack).toMatchObject({ kept: 0 })
    expect(await dumpOfStore(kit, at.store)).toEqual(empty)
  })
})

describe('an import among others', () => {
  it('leaves nothing when it is cancelled, before and while it runs', async () => {
    const at = await makeImportStore(kit)
    const empty = await dumpOfStore(kit, at.store)
    const queued = await upload(at, await sampleFile(sample))
    await start(at, queued)
    const running = runImport(kit.app, at.store, queued.id)
    for (let tries = 0; tries < 50; tries += 1) {
      const { body } = await kit.call(at.clerk, getImport, { params: { id: queued.id } })
      if (body.state !== 'queued') break
    }
    const cancelled = await kit.call(at.clerk, cancelImport, {
      params: { id: queued.id },
      body: {},
    })
    await running
    expect(cancelled.body.state).toBe('cancelled')
    await kit.settle(at.store)
    expect(await dumpOfStore(kit, at.store)).toEqual(empty)
    expect((await start(at, cancelled.body)).code).toBe('imports.not_in_preview')
  })

  it('takes each line once when two imports of the same register run at the same time', async () => {
    const at = await makeImportStore(kit)
    const file = await sampleFile(sample)
    const both = await Promise.all([upload(at, file), upload(at, file)])
    for (const one of both) await start(at, one)
    await Promise.all(both.map((one) => runImport(kit.app, at.store, one.id)))
    const counts = await Promise.all(
      both.map(async (one) => {
        const { body } = await kit.call(at.clerk, getImport, { params: { id: one.id } })
        return body.counts
      }),
    )
    expect(counts.map((count) => count?.taken).sort()).toEqual([0, 439])
    expect(counts.map((count) => count?.unchanged).sort()).toEqual([0, 439])
  })

  it('is run again when its process was killed, and is then there once', async () => {
    const at = await makeImportStore(kit)
    const queued = await upload(at, await sampleFile(sample))
    await start(at, queued)
    // The worker took it and died: the event is handled, the state says running, nobody holds it.
    await runInStore(kit.app, at.store, async ({ tx, now }) => {
      await sql`update operations set state = 'running', created_at = '2026-10-08T01:00:00Z'
        where store_id = ${at.store.id} and id = ${queued.id}`.execute(tx)
      await sql`update events set handled_at = ${now} where store_id = ${at.store.id}`.execute(tx)
    })
    await resumeImportsTimer.run(kit.app, at.store)
    await resumeImportsTimer.run(kit.app, at.store)
    await kit.settle(at.store)
    const { body } = await kit.call(at.clerk, getImport, { params: { id: queued.id } })
    expect(body).toMatchObject({ state: 'done', counts: { taken: 439 } })
    expect((await dumpOfStore(kit, at.store)).visits).toHaveLength(439)
  })

  it('plans at most eight first promises per consultant and day, none before the import', async () => {
    const at = await makeImportStore(kit)
    await importFile(at, await sampleFile(sample))
    const { rows } = await runInStore(kit.app, at.store, ({ tx }) =>
      sql<{ due_on: string; n: number }>`
        select due_on, count(*) as n from follow_ups where store_id = ${at.store.id}
         group by owner_id, due_on`.execute(tx),
    )
    expect(Math.max(...rows.map((row) => row.n))).toBeLessThanOrEqual(8)
    expect(rows.every((row) => row.due_on >= '2026-10-08')).toBe(true)
  })
})

describe('the command line', () => {
  it('imports a file, refuses unknown consultants, and names each refused line', async () => {
    const at = await makeImportStore(kit)
    const result = await importRegister(
      kit.app,
      at.store,
      'visits',
      samplePath('register-2026-09.xls'),
    )
    expect(result).toMatchObject({ lines: 463, taken: 439, updated: 0, typedTwice: 7 })
    expect(result.refused).toHaveLength(17)
    const truth = await readTruth()
    const flawed = truth.filter(
      (row) => row.duplicateOf === undefined && (row.flaw || row.unknownConsultant),
    )
    expect(result.refused.map((row) => row.reason).sort()).toEqual(
      flawed
        .map((row) =>
          row.flaw === 'phone'
            ? 'phone_not_a_number'
            : row.flaw === 'time'
              ? 'left_before_arriving'
              : 'unknown_consultant',
        )
        .sort(),
    )
  })
})

describe('what is kept', () => {
  it('holds no phone number in the clear in any table', async () => {
    const at = await makeImportStore(kit)
    await importFile(at, await sampleFile(sample))
    const phones = (await readTruth()).flatMap((row) =>
      row.phone === null ? [] : [row.phone.replace(/\D/g, '').slice(-11)],
    )
    const found = await runInStore(kit.app, at.store, async ({ tx }) => {
      const { rows: tables } = await sql<{ name: string }>`
        select distinct table_name as name from information_schema.columns
         where table_schema = 'keyuan' and column_name = 'store_id'
           and table_name in (select table_name from information_schema.tables where table_type = 'BASE TABLE')`.execute(
        tx,
      )
      const hits: string[] = []
      for (const { name } of tables) {
        if (name === 'phone_owners') continue
        const { rows } = await sql<{ text: string }>`
          select t::text as text from ${sql.table(name)} t where t.store_id = ${at.store.id}`.execute(
          tx,
        )
        for (const { text } of rows) {
          const isReadable = (phone: string) =>
            text.includes(phone) || text.includes(Buffer.from(phone).toString('hex'))
          if (phones.some(isReadable)) hits.push(name)
        }
      }
      return hits
    })
    expect(found).toEqual([])
  })

  it('refuses what is no sheet with a clear message', async () => {
    const at = await makeImportStore(kit)
    const call = (bytes: Uint8Array) =>
      kit.call(at.clerk, uploadImport, {}, { file: { name: 'x.xlsx', bytes } })
    expect((await call(new Uint8Array())).status).toBe(422)
    expect((await call(Buffer.from('PK\u0003\u0004 broken'))).status).toBe(422)
    expect((await call(Buffer.from('a,b\n1,2'))).status).toBe(200)
    expect((await call(new Uint8Array(65 * 1024 * 1024))).status).toBe(413)
    const nothing = (await call(Buffer.from('a,b\n1,2'))).body
    expect((await start(at, nothing)).status).toBe(422)
    expect((await kit.call(at.clerk, uploadImport, {})).status).toBe(415)
  })

  it('gives the import as it is when its id is sent again', async () => {
    const at = await makeImportStore(kit)
    const file = await sampleFile(sample)
    const id = '01990000-0000-7000-8000-000000000001'
    const send = () => kit.call(at.clerk, uploadImport, { query: { id } }, { file })
    const first = await send()
    expect((await send()).body).toEqual(first.body)
  })
})
