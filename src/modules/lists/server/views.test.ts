import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  changeView,
  chooseDefaultView,
  deleteView,
  getListChoices,
  keepLayout,
  restoreView,
  saveView,
} from '../contract.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let consultant: TestPerson
let elsewhere: TestPerson
let administrator: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  manager = await group.addPerson('showroom_manager')
  consultant = await group.addPerson('consultant')
  elsewhere = await group.addPerson('consultant', { storeId: group.otherStore.id })
  administrator = await group.addPerson('administrator')
})
afterAll(() => kit.close())

const list = { list: 'prospects' }
const viewsOf = async (who: TestPerson) =>
  (await kit.call(who, getListChoices, { params: list })).body.views.map((view) => view.name)

it('a view of one’s own is seen by nobody else; a shared one by the store, a common one by the group', async () => {
  await kit.call(consultant, saveView, {
    params: list,
    body: { name: '我的 H 级', query: { level: 'H' } },
  })
  await kit.call(manager, saveView, {
    params: list,
    body: { name: '本店逾期', sharedWith: 'store', query: { due: 'overdue' } },
  })
  await kit.call(administrator, saveView, {
    params: list,
    body: { name: '集团口径', sharedWith: 'group', query: { stage: '75' } },
  })
  expect(await viewsOf(consultant)).toEqual(['我的 H 级', '本店逾期', '集团口径'])
  expect(await viewsOf(elsewhere)).toEqual(['集团口径'])
  const refused = await kit.call(consultant, saveView, {
    params: list,
    body: { name: '给大家', sharedWith: 'store', query: {} },
  })
  expect(refused.code).toBe('lists.cannot_share')
})

it('a view is renamed over the version seen, deleted, and brought back; others’ views stay as they are', async () => {
  const saved = await kit.call(manager, saveView, {
    params: list,
    body: { name: '七天内', sharedWith: 'store', query: { due: 'week' } },
  })
  const { id, version } = saved.body
  const renamed = await kit.call(manager, changeView, {
    params: { id },
    body: { version, name: '一周内' },
  })
  expect(renamed.body).toMatchObject({ name: '一周内', query: { due: 'week' } })
  const stale = await kit.call(manager, changeView, {
    params: { id },
    body: { version, name: '旧' },
  })
  expect(stale.code).toBe('core.stale_version')
  expect((await kit.call(consultant, deleteView, { params: { id } })).status).toBe(403)
  expect((await kit.call(elsewhere, deleteView, { params: { id } })).status).toBe(404)
  await kit.call(manager, deleteView, { params: { id } })
  expect(await viewsOf(consultant)).not.toContain('一周内')
  await kit.call(manager, restoreView, { params: { id } })
  expect(await viewsOf(consultant)).toContain('一周内')
})

it('each person keeps the columns and the view a list opens with', async () => {
  const layout = { order: ['name', 'level'], hidden: ['phone'], widths: { name: 200 } }
  await kit.call(consultant, keepLayout, { params: list, body: { layout } })
  const { body } = await kit.call(consultant, getListChoices, { params: list })
  const own = body.views.find((view) => view.name === '我的 H 级')
  await kit.call(consultant, chooseDefaultView, {
    params: list,
    body: { viewId: own?.id ?? null },
  })
  const kept = await kit.call(consultant, getListChoices, { params: list })
  expect(kept.body).toMatchObject({ layout, defaultViewId: own?.id })
  const others = await kit.call(manager, getListChoices, { params: list })
  expect(others.body).toMatchObject({ layout: null, defaultViewId: null })
  // A view the person cannot see cannot become theirs.
  const taken = await kit.call(manager, chooseDefaultView, {
    params: list,
    body: { viewId: own?.id ?? null },
  })
  expect(taken.status).toBe(404)
})
