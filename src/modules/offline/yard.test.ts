import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { makeCard, type TestCard } from '#modules/opportunities/testing.ts'
import { markStep, type Road, roadOf } from '#modules/road/contract.ts'
import { getTestDrive, recordFeedback, type TestDrive } from '#modules/test-drives/contract.ts'
import { driveOnce, makeDemoCar } from '#modules/test-drives/testing.ts'
import { findRule, type PlacedCommand, type Request } from '#ui/offline/command.ts'
import { startTestApp, type TestApp } from '../../testing.ts'
import { answerOnDevice, overlayUnsent } from './web/answers.ts'
import { offlineRules } from './web/rules.ts'
import { makeView } from './web/view.ts'

let kit: TestApp
let group: TestGroup
let an: TestPerson
let card: TestCard
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  group = await makeGroup(kit.app)
  an = await group.addPerson('consultant', { name: '安' })
  card = await makeCard(kit, an, { name: '王先生' })
})

/** The device of the consultant with work that was not sent. */
const deviceWith = (unsent: PlacedCommand[]) =>
  makeView(
    {
      personId: an.id,
      personName: '安',
      storeId: group.store.id,
      timeZone: 'Asia/Shanghai',
      now: () => kit.clock.now(),
    },
    new Map(),
    unsent,
  )

/** A request as the device keeps it. */
function kept(request: Request): PlacedCommand {
  const rule = findRule(offlineRules, request)
  if (!rule) throw new Error(`${request.path} does not work without network`)
  return {
    ...(rule.prepare?.(request) ?? request),
    place: '1',
    key: 'one',
    storeId: undefined,
    enteredAt: '2026-09-15T01:00:00.000Z',
    heardAt: undefined,
    isStamped: true,
    state: 'waiting',
    title: rule.title,
    about: '',
  }
}

test('a step ticked without network is shown as done, and sent twice it is ticked once', async () => {
  const params = { id: card.id }
  const before = (await kit.call(an, roadOf, { params })).body
  const step = before.steps.find((one) => one.step === 'first_contact')
  const item = step?.items[0]?.key ?? ''
  const commands = [
    kept({
      method: 'POST',
      path: markStep.path,
      params,
      body: { step: 'first_contact', kind: 'done' },
    }),
    kept({
      method: 'POST',
      path: markStep.path,
      params,
      body: { step: 'first_contact', kind: 'item', item },
    }),
  ]
  const question: Request = { method: 'GET', path: roadOf.path, params }
  expect(answerOnDevice(question, deviceWith(commands))).toBeUndefined()
  const shown = overlayUnsent(question, before, deviceWith(commands)) as Road
  const ticked = shown.steps.find((one) => one.step === 'first_contact')
  expect(ticked).toMatchObject({ state: 'done', how: 'tick', by: '安' })
  expect(ticked?.items[0]?.at).toBe('2026-09-15T01:00:00.000Z')
  expect(shown.steps.filter(({ state }) => state === 'next')).toHaveLength(1)

  for (const { body } of [...commands, ...commands])
    expect((await kit.call(an, markStep, { params, body: body as never })).status).toBe(200)
  const after = (await kit.call(an, roadOf, { params })).body
  expect(after.steps.find((one) => one.step === 'first_contact')).toMatchObject({ state: 'done' })
})

test('what a customer says of a drive is kept without network, and a second save follows the first', async () => {
  const car = await makeDemoCar(kit, await group.addPerson('showroom_manager'))
  const driven = await driveOnce(kit, an, { carId: car.id, customerId: card.customerId })
  const params = { id: driven.body.id }
  const question: Request = { method: 'GET', path: getTestDrive.path, params }
  const first = kept({
    method: 'PUT',
    path: recordFeedback.path,
    params,
    body: { version: driven.body.version, ratings: { power: 5 }, feedback: '提速快', nextStep: '' },
  })
  const shown = overlayUnsent(question, driven.body, deviceWith([first])) as TestDrive
  expect(shown).toMatchObject({ feedback: '提速快', version: driven.body.version + 1 })
  const second = kept({
    method: 'PUT',
    path: recordFeedback.path,
    params,
    body: { version: shown.version, ratings: { power: 5, quiet: 4 }, feedback: '安静' },
  })
  for (const { body } of [first, second]) {
    const sent = await kit.call(an, recordFeedback, { params, body: body as never })
    expect(sent.status, JSON.stringify(sent.body)).toBe(200)
  }
  const after = (await kit.call(an, getTestDrive, { params })).body
  expect(after).toMatchObject({ feedback: '安静', ratings: { power: 5, quiet: 4 } })
})
