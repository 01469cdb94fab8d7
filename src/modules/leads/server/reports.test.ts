import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { createTeam } from '#modules/access/contracts/stores.ts'
import { makeGroup, type TestPerson } from '#modules/access/testing.ts'
import { getUndoPreview, undoImport } from '#modules/imports/contract.ts'
import { exportList } from '#modules/lists/contract.ts'
import { signCard } from '#modules/opportunities/index.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { type ImportPlace, importLines, makeImportPlace } from '../../imports/testing.ts'
import { type LeadGrade, listLeads } from '../contract.ts'
import {
  readSourceQuality,
  readSpeed,
  readTeamBoard,
  readVerification,
  wholePercent,
} from '../contracts/lead-reports.ts'
import { getLeadRules, setLeadRules } from '../contracts/lead-rules.ts'
import { callLead, makeLead } from '../testing.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

const header = ['姓名', '手机', '意向车型', '信息来源', '线索渠道', '留资日期', '线索编号']
const linesOf = (from: number, count: number, source: string) =>
  Array.from({ length: count }, (_, i) => [
    `客户${String.fromCodePoint(0x4e00 + from + i)}`,
    `1350000${String(from + i).padStart(4, '0')}`,
    '速腾',
    source,
    '网络',
    '2026-09-14',
    `P-${from + i}`,
  ])
const callAll = async (place: ImportPlace, as: TestPerson, outcomes: readonly LeadGrade[]) => {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await kit.call(as, listLeads, {
      query: { state: 'assigned', grade: 'none', limit: 200, ...(cursor ? { cursor } : {}) },
    })
    ids.push(...page.body.items.map(({ id }) => id))
    cursor = page.body.nextCursor ?? undefined
  } while (cursor)
  for (let at = 0; at < outcomes.length; at += 8)
    await Promise.all(
      outcomes.slice(at, at + 8).map(async (grade, n) => {
        const { status } = await callLead(kit, as, { id: ids[at + n] ?? '' }, { grade })
        expect(status).toBe(200)
      }),
    )
  await kit.settle(place.store)
}
const many = (grade: LeadGrade, count: number): LeadGrade[] => Array(count).fill(grade)

describe('leads from a file', () => {
  test('[003-21] a file of leads comes in once, goes out by the rule, and is taken back', async () => {
    const place = await makeImportPlace(kit)
    const lines = [
      header,
      ...linesOf(0, 20, '汽车之家'),
      ['无号', '12', null, null, null, null, null],
    ]
    const done = await importLines(kit, place, lines)
    expect(done).toMatchObject({
      kind: 'leads',
      counts: { taken: 20, refused: 1, made: { leads: 20, customers: 20 } },
    })
    const listed = await kit.call(place.clerk, listLeads, { query: { limit: 200 } })
    expect(listed.body.count).toBe(20)
    const owners = Map.groupBy(listed.body.items, ({ ownerId }) => ownerId)
    expect([...owners.values()].map((some) => some.length)).toEqual([10, 10])
    expect(listed.body.items[0]).toMatchObject({
      origin: 'web',
      sourceName: '汽车之家',
      seriesName: '速腾',
      dueKind: 'first',
      answerDueAt: '2026-09-15T02:30:00.000Z',
    })
    expect((await importLines(kit, place, lines)).counts).toMatchObject({ taken: 0, unchanged: 20 })
    await callLead(kit, place.clerk, { id: listed.body.items[0]?.id ?? '' }, { grade: 'B' })
    const preview = await kit.call(place.clerk, getUndoPreview, { params: { id: done.id } })
    expect(preview.body).toMatchObject({ withdrawn: { leads: 20 }, touchedTotal: 1 })
    const undone = await kit.call(place.clerk, undoImport, {
      params: { id: done.id },
      body: { touched: 'keep' },
    })
    expect(undone.body.takenBack).toMatchObject({ withdrawn: 19, kept: 1 })
    expect((await kit.call(place.clerk, listLeads, { query: {} })).body.count).toBe(1)
  })
})

describe('tables over leads', () => {
  test('[003-23] 326 called: 109 A, 18 B, 15 C, 10 D, 174 unreached or invalid; each number opens its leads and the file is equal', async () => {
    const place = await makeImportPlace(kit)
    await importLines(kit, place, [
      header,
      ...linesOf(1000, 226, '汽车之家'),
      ...linesOf(1226, 100, '懂车帝'),
    ])
    await callAll(place, place.clerk, [
      ...many('A', 109),
      ...many('B', 18),
      ...many('C', 15),
      ...many('D', 10),
      ...many('unreached', 150),
      ...many('invalid', 24),
    ])
    const { body } = await kit.call(place.clerk, readVerification, { query: {} })
    const [total, ...rows] = body.rows
    expect(total).toMatchObject({
      key: 'total',
      called: 326,
      A: 109,
      B: 18,
      C: 15,
      D: 10,
      unreached: 150,
      invalid: 24,
      noneGraded: 174,
    })
    expect(
      (['A', 'B', 'C', 'D', 'noneGraded'] as const).map((grade) =>
        wholePercent(total?.[grade] ?? 0, total?.called ?? 0),
      ),
    ).toEqual([33, 6, 5, 3, 53])
    expect(rows.map(({ name, called }) => [name, called])).toEqual([
      ['汽车之家', 226],
      ['懂车帝', 100],
    ])
    for (const row of body.rows)
      for (const verified of ['A', 'B', 'none_graded'] as const) {
        const opened = await kit.call(place.clerk, listLeads, {
          query: {
            state: 'all',
            calledFrom: row.from,
            calledTo: row.to,
            verified,
            ...(row.key === 'total' ? {} : { source: row.key }),
          },
        })
        expect(opened.body.count).toBe(verified === 'none_graded' ? row.noneGraded : row[verified])
      }
    const file = await kit.call(place.clerk, exportList, {
      params: { list: 'lead-verification' },
      body: { format: 'csv' },
    })
    expect(file.status, JSON.stringify(file.body)).toBe(200)
    const text = await (file.body as Blob).text()
    expect(text).toContain('合计,326,109,33 %,18,6 %,15,5 %,10,3 %,150,46 %,24,7 %,174,53 %')
    const agents = await kit.call(place.clerk, readVerification, { query: { by: 'agent' } })
    expect(agents.body.rows.slice(1)).toMatchObject([{ key: place.clerk.id, called: 326 }])
    const months = await kit.call(place.clerk, readVerification, {
      query: { by: 'month', from: '2026-08-01' },
    })
    expect(months.body.rows.slice(1)).toMatchObject([
      { key: '2026-09', from: '2026-09-01', to: '2026-09-15', called: 326 },
    ])
  }, 120_000)

  test('[003-24] sources show grade mix, arrivals and deals with n; ranked only where the difference is real', async () => {
    const place = await makeImportPlace(kit)
    await importLines(kit, place, [
      header,
      ...linesOf(3000, 30, '汽车之家'),
      ...linesOf(3030, 30, '懂车帝'),
      ...linesOf(3060, 4, '易车'),
    ])
    const outcomes = (ids: readonly { sourceName: string | null }[]): LeadGrade[] =>
      ids.map(({ sourceName }, n) =>
        sourceName === '汽车之家' ? (n % 5 === 0 ? 'B' : 'A') : n % 8 === 0 ? 'A' : 'unreached',
      )
    const { body } = await kit.call(place.clerk, listLeads, { query: { limit: 200 } })
    await callAll(place, place.clerk, outcomes(body.items))
    const rated = await kit.call(place.clerk, readSourceQuality, { query: {} })
    const of = (name: string) => rated.body.rows.find((row) => row.name === name)
    expect(of('汽车之家')).toMatchObject({ received: 30, rank: 'better', gradeA: { whole: 30 } })
    expect(of('懂车帝')).toMatchObject({ received: 30, rank: 'worse' })
    expect(of('易车')).toMatchObject({ received: 4, rank: null, arrivals: { standing: 'few' } })
    const card = (
      await kit.call(place.clerk, listLeads, { query: { state: 'promoted', limit: 1 } })
    ).body.items[0]
    await runInStore(kit.app, place.store, (ctx) => signCard(ctx, card?.opportunityId ?? ''))
    await kit.settle(place.store)
    const sold = await kit.call(place.clerk, readSourceQuality, { query: {} })
    expect(sold.body.rows.reduce((sum, row) => sum + row.deals.part, 0)).toBe(1)
  }, 60_000)

  test('the speed to the lead is a distribution by person: median, share in target, still waiting', async () => {
    const group = await makeGroup(kit.app)
    const manager = await group.addPerson('sales_manager')
    const dcc = await group.addPerson('dcc_agent', { name: '丁电销' })
    const leads = [await makeLead(kit, manager), await makeLead(kit, manager)]
    await makeLead(kit, manager)
    for (const [n, minutes] of [10, 50].entries()) {
      kit.clock.set(new Date(Date.parse('2026-09-15T02:00:00Z') + minutes * 60_000))
      await callLead(kit, dcc, { id: leads[n]?.id ?? '' }, { grade: 'unreached' })
    }
    const { body } = await kit.call(manager, readSpeed, { query: {} })
    expect(body).toMatchObject({
      targetMinutes: 30,
      rows: [
        { key: 'total', received: 3, inTime: 1, late: 1, waiting: 1, median: 30 },
        { name: '丁电销', received: 3, median: 30 },
      ],
    })
    const late = await kit.call(manager, listLeads, { query: { state: 'all', speed: 'late' } })
    expect(late.body.items.map(({ id }) => id)).toEqual([leads[1]?.id])
    kit.clock.set('2026-09-15T02:00:00Z')
  })

  test('[003-65] the marked team gets the web leads; its board shows how far they came, by member', async () => {
    const group = await makeGroup(kit.app)
    const manager = await group.addPerson('sales_manager')
    const seller = await group.addPerson('consultant', { name: '刘洋' })
    const one = await group.addPerson('dcc_agent', { name: '甲' })
    const two = await group.addPerson('dcc_agent', { name: '乙' })
    const outside = await group.addPerson('dcc_agent', { name: '丙' })
    const team = await kit.call(manager, createTeam, {
      body: { storeId: group.store.id, name: '电商组' },
    })
    for (const person of [one, two]) await joinTeam(group.groupId, person.id, team.body.id)
    const { body } = await kit.call(manager, getLeadRules, {})
    const set = await kit.call(manager, setLeadRules, {
      body: { ...body.rules, teamId: team.body.id },
    })
    expect(set.status, JSON.stringify(set.body)).toBe(200)
    const leads = []
    for (let n = 0; n < 4; n += 1) leads.push(await makeLead(kit, manager))
    expect(leads.map(({ ownerId }) => ownerId)).not.toContain(outside.id)
    const mine = leads.filter(({ ownerId }) => ownerId === one.id)
    expect(mine).toHaveLength(2)
    await callLead(kit, one, { id: mine[0]?.id ?? '' }, { grade: 'A' })
    const board = await kit.call(manager, readTeamBoard, { query: {} })
    expect(board.body.team).not.toBeNull()
    expect(board.body.rows).toMatchObject([
      { key: 'total', leads: 4, called: 1, reached: 1, card: 1, deal: 0 },
      { leads: 2 },
      { leads: 2 },
    ])
    const row = board.body.rows.find(({ key }) => key === one.id)
    expect(row).toMatchObject({ leads: 2, reached: 1, card: 1 })
    const opened = await kit.call(manager, listLeads, {
      query: { state: 'all', agent: one.id, reached: 'card' },
    })
    expect(opened.body).toMatchObject({
      count: 1,
      items: [{ id: mine[0]?.id, ownerId: seller.id }],
    })
    const all = await kit.call(manager, listLeads, { query: { state: 'all', agent: 'team' } })
    expect(all.body.count).toBe(4)
  })
})

async function joinTeam(groupId: number, personId: string, teamId: string): Promise<void> {
  await kit.app.db
    .updateTable('people')
    .set({ team_id: teamId })
    .where('group_id', '=', groupId)
    .where('id', '=', personId)
    .execute()
}
