import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { meetingWords } from '#modules/meetings/words.ts'
import { metricWords } from '#modules/metrics/words.ts'
import { cardWords } from '#modules/opportunities/words.ts'
import { showroomWords } from '#modules/showroom/words.ts'
import { dayOf } from '#ui/format.ts'
import { launchBrowser, openAs } from './browser.ts'
import { watchFaults } from './faults.ts'
import { type DemoPerson, personOf } from './people.ts'
import { settled } from './settled.ts'
import { wordsIn } from './words.ts'

const baseUrl = inject('baseUrl')
const today = dayOf(new Date(), 'Asia/Shanghai')
/** A number of this run, so that the tests may run again on the same data. */
const newPhone = (n: number) => `199${String(Date.now()).slice(-7, -1)}0${n}`
const looks = [
  { size: 'phone', locale: 'zh', name: '万里晴', phone: newPhone(1) },
  { size: 'desk', locale: 'zh', name: '万里云', phone: newPhone(2) },
  { size: 'phone', locale: 'en', name: 'Grace Tan', phone: newPhone(3) },
  { size: 'desk', locale: 'en', name: 'Henry Lim', phone: newPhone(4) },
] as const
const soon = { timeout: 3000, interval: 100 }
const tiles = {
  traffic: { zh: '集客量', en: 'Traffic' },
  newly_filed: { zh: '新建档', en: 'Newly filed' },
  unfiled_visits: { zh: '未留档', en: 'Unfiled visits' },
  repeat_visits: { zh: '再次来店', en: 'Repeat visits' },
} as const

let browser: Browser
let consultantPerson: DemoPerson
beforeAll(async () => {
  browser = await launchBrowser()
  consultantPerson = await personOf('hz01', 'Sales consultant')
})
afterAll(() => browser.close())

describe.each(looks)('the thread at $size in $locale', ({ size, locale, name, phone }) => {
  const door = wordsIn(locale)(showroomWords)
  const card = wordsIn(locale)(cardWords)
  const meeting = wordsIn(locale)(meetingWords)
  const metric = wordsIn(locale)(metricWords)
  const faults = watchFaults()
  let reception: Page
  let consultant: Page
  let manager: Page
  let before: Record<keyof typeof tiles, number>
  let customerPath = ''

  beforeAll(async () => {
    const open = (login: string, path: string) =>
      openAs(browser, login, { baseUrl, size, locale, path, before: faults.watch })
    reception = await open((await personOf('hz01', 'Receptionist')).login, '/floor')
    await emptyTheFloor(reception)
    consultant = await open(consultantPerson.login, '/today')
    await settled(consultant)
    manager = await open(
      (await personOf('hz01', 'Sales manager')).login,
      `/numbers?from=${today}&to=${today}`,
    )
    before = await shownNumbers()
  })
  afterAll(() =>
    Promise.all([reception, consultant, manager].map((page) => page?.context().close())),
  )

  const tile = (key: keyof typeof tiles) =>
    manager
      .getByRole('main')
      .getByRole('button', { name: new RegExp(`^${tiles[key][locale]} ?\\d`) })
  const shownNumber = async (key: keyof typeof tiles) =>
    Number((await tile(key).locator('strong').innerText()).replace(/,/g, ''))
  const shownNumbers = async () => ({
    traffic: await shownNumber('traffic'),
    newly_filed: await shownNumber('newly_filed'),
    unfiled_visits: await shownNumber('unfiled_visits'),
    repeat_visits: await shownNumber('repeat_visits'),
  })
  const openVisits = (page: Page) => page.getByRole('region', { name: door('openVisits') })

  const ownVisitors = () => consultant.getByRole('region', { name: door('myVisitors') })

  /** Two taps: how they came, how many they are. */
  const tapVisit = async (people: number) => {
    await reception.getByRole('radio', { name: door('walkIn') }).check()
    await reception
      .getByRole('button', { name: door('people', { n: people }), exact: true })
      .click()
  }

  it('[003-49] a visit opened with two taps is on the screen of the next consultant within a second', async () => {
    const rotation = reception.getByRole('region', { name: door('rotation') })
    await rotation.getByRole('button', { name: consultantPerson.name }).click()
    // Another order says why.
    await reception.getByRole('dialog').getByLabel(door('moveReason')).fill('Asked for')
    await reception.getByRole('button', { name: door('toFront') }).click()
    await rotation
      .getByRole('button', { name: consultantPerson.name })
      .getByText(door('next'))
      .waitFor()

    const waiting = ownVisitors().getByText(door('unknownVisitor')).waitFor()
    const opened = reception.waitForResponse(
      (response) => response.request().method() === 'POST' && response.url().endsWith('/visits'),
    )
    await tapVisit(2)
    await opened
    const answeredAt = Date.now()
    await waiting
    const tookMs = Date.now() - answeredAt
    // A busy machine answers nothing in time: what ten small questions take is added.
    expect(tookMs).toBeLessThan(1000 + 10 * (await answerTime(consultant)))
    await reception.getByText(door('opened', { name: consultantPerson.name })).waitFor()
  })

  it('[003-48] a number nobody knows is a first visit', async () => {
    await reception.getByRole('searchbox', { name: door('lookUp') }).fill(phone)
    await reception.getByText(door('firstVisit')).waitFor()
    await reception.getByRole('searchbox', { name: door('lookUp') }).fill('')
  })

  it('[003-50] [003-54] a card with half a number is refused with nothing lost, then made with its level', async () => {
    await ownVisitors()
      .getByRole('button', { name: door('makeCard') })
      .click()
    const nameField = consultant.getByLabel(card('name'), { exact: true })
    const phoneField = consultant.getByLabel(card('phone'), { exact: true })
    const note = consultant.getByLabel(card('course'))
    await nameField.fill(name)
    await phoneField.fill(phone.slice(0, 8))
    await note.fill('Two test drives')
    await consultant.getByText(card('levelH')).click()
    await consultant.getByRole('button', { name: door('saveCard') }).click()
    await consultant.getByRole('alert').getByText(card('phoneIncomplete')).waitFor()
    expect(await nameField.inputValue()).toBe(name)
    expect(await note.inputValue()).toBe('Two test drives')

    await phoneField.fill(phone)
    await consultant.getByText(card('checkNew')).waitFor()
    await consultant.getByRole('button', { name: door('saveCard') }).click()
    await consultant.getByRole('heading', { level: 1, name }).waitFor()
    customerPath = new URL(consultant.url()).pathname
    await consultant.getByTitle(card('level')).getByText('H').waitFor()
    await openVisits(reception).getByText(door('noOpenVisits')).waitFor()
  })

  it("[000-18] [003-53] the manager's numbers have the new card without a reload", async () => {
    await expect.poll(() => shownNumber('newly_filed'), soon).toBe(before.newly_filed + 1)
    await expect.poll(() => shownNumber('traffic'), soon).toBe(before.traffic + 1)
  })

  it('[001-06] whoever types the number of a colleague reads whose it is', async () => {
    const page = await manager.context().newPage()
    await page.goto(`${baseUrl}/new-card`)
    await page.getByLabel(card('phone'), { exact: true }).fill(`+86 ${phone}`)
    await page.getByText(card('checkColleague', { name: consultantPerson.name })).waitFor()
    await page.close({ runBeforeUnload: false })
  })

  it('[003-52] [000-20] the card stands on the morning list of the day it is promised for', async () => {
    const { dueOn } = await promiseOf(consultant, customerPath)
    expect(dueOn > today).toBe(true)
    const page = await manager.context().newPage()
    await page.goto(`${baseUrl}/morning?day=${dueOn}`)
    // On the phone every consultant is folded up.
    if (size === 'phone') await page.locator('summary', { hasText: consultantPerson.name }).click()
    await page
      .getByRole('list', { name: meeting('promises') })
      .getByRole('link', { name })
      .click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.close()
  })

  it('[000-17] a visit closed as unfiled counts with its model', async () => {
    await tapVisit(1)
    await openVisits(reception)
      .getByRole('button', { name: door('finish') })
      .click()
    await reception
      .getByRole('group', { name: door('whichModel') })
      .getByRole('button')
      .first()
      .click()
    await openVisits(reception).getByText(door('noOpenVisits')).waitFor()
    await expect.poll(() => shownNumber('unfiled_visits'), soon).toBe(before.unfiled_visits + 1)
    await expect.poll(() => shownNumber('traffic'), soon).toBe(before.traffic + 2)
  })

  it('[003-48] the same number at the door again is a repeat visit of its own consultant', async () => {
    await reception.getByRole('searchbox', { name: door('lookUp') }).fill(phone)
    const found = reception.getByRole('list', { name: door('lookUp') })
    await found.getByText(door('theirConsultant', { name: consultantPerson.name })).waitFor()
    await found.getByRole('button', { name: door('thisOne') }).click()
    await tapVisit(1)
    await openVisits(reception).getByText(consultantPerson.name).waitFor()
    await openVisits(reception)
      .getByRole('button', { name: door('finish') })
      .click()
    await reception.getByRole('button', { name: `${door('repeat')} · ${name}` }).click()
    await openVisits(reception).getByText(door('noOpenVisits')).waitFor()
    await expect.poll(() => shownNumber('repeat_visits'), soon).toBe(before.repeat_visits + 1)
    expect(await shownNumber('traffic')).toBe(before.traffic + 2)
  })

  it('[003-55] a follow-up needs a result; completed it promises the next one by the level', async () => {
    const { dueOn } = await promiseOf(consultant, customerPath)
    await consultant.goto(`${baseUrl}${customerPath}`)
    await consultant
      .getByRole('region', { name: card('nextAction') })
      .getByRole('button', { name: card('complete') })
      .click()
    const sheet = consultant.getByRole('dialog')
    await sheet.getByLabel(card('note')).fill('Comes on Saturday')
    await sheet.getByRole('button', { name: card('record') }).click()
    await sheet.getByRole('alert').getByText(card('resultNeeded')).waitFor()
    expect(await sheet.getByLabel(card('note')).inputValue()).toBe('Comes on Saturday')
    await sheet
      .getByRole('radiogroup')
      .getByText(locale === 'zh' ? '预约到店' : 'Appointment made', { exact: true })
      .click()
    await sheet.getByRole('button', { name: card('record') }).click()
    await sheet.waitFor({ state: 'detached' })
    await consultant.getByText('Comes on Saturday').waitFor()
    const next = await promiseOf(consultant, customerPath)
    expect(next.openPromises).toBe(1)
    expect(next.dueOn >= dueOn).toBe(true)
  })

  it('[003-51] a number opens to its records, the new card among them', async () => {
    await tile('newly_filed').click()
    await manager.getByRole('link', { name: metric('openRecords') }).click()
    await manager.getByRole('row').filter({ hasText: name }).first().waitFor()
    faults.expectNone()
  })
})

/** Closes what the demo's own day has left open, so that the thread's visits are the only ones. */
async function emptyTheFloor(page: Page): Promise<void> {
  const headers = { 'x-keyuan': '1' }
  const answer = await page.request.get(`${baseUrl}/api/open-visits`, { headers })
  const { items } = (await answer.json()) as { items: { id: string; version: number }[] }
  for (const { id, version } of items)
    await page.request.post(`${baseUrl}/api/visits/${id}/closure`, {
      headers,
      data: { outcome: 'unfiled', seriesId: null, version },
    })
}

/** Milliseconds of the smallest question a page can ask. */
async function answerTime(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const from = performance.now()
    await fetch('/healthz')
    return performance.now() - from
  })
}

/** The next follow-up of a customer, as the server knows it. */
async function promiseOf(page: Page, customerPath: string) {
  const answer = await page.request.get(`${baseUrl}/api${customerPath}/opportunities`, {
    headers: { 'x-keyuan': '1' },
  })
  const { items } = (await answer.json()) as { items: { followUp: { dueOn: string } | null }[] }
  const promises = items.flatMap((item) => (item.followUp ? [item.followUp] : []))
  return { dueOn: promises[0]?.dueOn ?? '', openPromises: promises.length }
}
