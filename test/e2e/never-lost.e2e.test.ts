import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { duplicateWords } from '#modules/customers/duplicate-words.ts'
import { operationWords } from '#modules/operations/words.ts'
import { careWords } from '#modules/opportunities/care-words.ts'
import { neverLostWords } from '#modules/opportunities/never-lost-words.ts'
import { cardWords } from '#modules/opportunities/words.ts'
import { uuidv7 } from '#shared/ids.ts'
import { expectNoSeriousAxe, expectNoSidewaysScroll, launchBrowser, openAs } from './browser.ts'
import { watchFaults } from './faults.ts'
import { personOf, type RoleName } from './people.ts'
import { settled } from './settled.ts'
import { wordsIn } from './words.ts'

const baseUrl = inject('baseUrl')
const looks = [
  { size: 'desk', locale: 'zh', digit: 1 },
  { size: 'phone', locale: 'en', digit: 2 },
] as const

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** A button, link or choice by the beginning of its name. */
const from = (text: string) => new RegExp(`^${text.replace(/[.*+?^$()[\]\\|]/g, '\\$&')}`)

async function expectSound(page: Page): Promise<void> {
  await settled(page)
  await expectNoSidewaysScroll(page)
  await expectNoSeriousAxe(page)
}

describe.each(looks)('no customer is lost, at $size in $locale', ({ size, locale, digit }) => {
  const n = wordsIn(locale)(neverLostWords)
  const d = wordsIn(locale)(duplicateWords)
  const o = wordsIn(locale)(operationWords)
  const c = wordsIn(locale)(careWords)
  const t = wordsIn(locale)(cardWords)
  const faults = watchFaults()
  beforeEach(() => faults.forget())
  const run = String(Date.now()).slice(-6)

  const open = async (role: RoleName, path: string): Promise<Page> => {
    const { login } = await personOf('bj01', role)
    return openAs(browser, login, { baseUrl, size, locale, path, before: faults.watch })
  }
  /** A card of the signed-in person with a name and a number of this run. */
  const makeCard = async (page: Page, given: { name: string; phone: string }) => {
    const answer = await page.request.post(`${baseUrl}/api/opportunities`, {
      headers: { 'x-keyuan': '1' },
      data: {
        id: uuidv7(),
        customer: { name: given.name, phones: [given.phone] },
        level: 'A',
      },
    })
    expect(answer.status(), await answer.text()).toBe(201)
    return (await answer.json()) as { id: string; customerId: string }
  }
  const done = async (...pages: Page[]) => {
    faults.expectNone()
    for (const page of pages) await page.context().close()
  }
  const fillReason = (page: Page, label: string, text: string) =>
    page.getByRole('textbox', { name: label }).last().fill(text)

  it('some customers of a leaver are handed over after a preview, one placed by hand, and taken back', async () => {
    const page = await open('Sales manager', '/hand-over')
    const giver = page.getByRole('combobox', { name: n('from') })
    const leaver = giver.locator('option').filter({ hasText: n('leaver', { name: '' }) })
    await leaver.first().waitFor({ state: 'attached' })
    await giver.selectOption((await leaver.first().getAttribute('value')) ?? '')
    await page.getByRole('radio', { name: n('someOf') }).check()
    const customers = page.getByRole('group', { name: n('which') }).getByRole('checkbox')
    for (const index of [0, 1]) await customers.nth(index).check()
    const receivers = page.getByRole('group', { name: n('receivers') }).getByRole('checkbox')
    for (const index of [0, 1]) await receivers.nth(index).check()
    await page.getByRole('button', { name: n('preview'), exact: true }).click()
    const placed = page.getByRole('region', { name: n('whoGets') }).getByRole('combobox')
    await placed.first().waitFor()
    await expectSound(page)
    const values = await placed.first().locator('option').evaluateAll(valuesOf)
    const now = await placed.first().inputValue()
    await placed.first().selectOption(values.find((value) => value !== now) ?? '')
    await page.getByText(n('byHand')).waitFor()
    await fillReason(page, n('reason'), '离职交接')
    await page.getByRole('button', { name: n('confirmHandOver', { n: 2 }) }).click()
    await page.getByText(n('handedOver', { n: 2 })).waitFor()

    await page.goto(`${baseUrl}/operations`)
    await expectSound(page)
    const title = locale === 'zh' ? '移交客户' : 'Hand-over'
    await page.locator('main').getByRole('link').filter({ hasText: title }).first().click()
    await page.getByRole('button', { name: o('takeBackAll') }).click()
    await expectSound(page)
    await page
      .getByRole('dialog')
      .getByRole('button', { name: o('confirm'), exact: true })
      .click()
    await page.getByText(o('takenBack', { n: 2 })).waitFor()
    await page.getByText(o('undone'), { exact: true }).first().waitFor()
    await done(page)
  })

  it('a pair of duplicates is merged field by field, the old link leads to the kept record, and they are split', async () => {
    const page = await open('Sales manager', '/duplicates')
    const compare = page.getByRole('button', {
      name: from(locale === 'zh' ? '比对合并' : 'Compare'),
    })
    await compare.first().waitFor()
    await expectSound(page)
    await compare.first().click()
    await page.waitForURL(/\/merge\?/)
    const ids = new URL(page.url()).searchParams
    const [kept, gone] = [ids.get('kept') ?? '', ids.get('gone') ?? '']
    await expectSound(page)
    const choice = page.getByRole('table').locator('input[type=radio]:not(:checked)')
    if ((await choice.count()) > 0) await choice.first().check()
    await fillReason(page, d('reason'), '同一位客户登记了两次')
    await page.getByRole('button', { name: d('confirm'), exact: true }).click()
    await page.waitForURL(`**/customers/${kept}`)

    await page.goto(`${baseUrl}/customers/${gone}`)
    const merged = page.getByRole('region', { name: d('mergedFrom') })
    await merged.getByRole('button').first().click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: d('split'), exact: true })
      .click()
    await page
      .locator('.k-toast')
      .filter({ hasText: d('splitDone') })
      .waitFor()
    await page.goto(`${baseUrl}/customers/${gone}`)
    await settled(page)
    expect(await page.getByRole('region', { name: d('mergedFrom') }).count()).toBe(0)
    await done(page)
  })

  it('from a customer’s page the manager picks another one to merge with', async () => {
    const consultant = await open('Sales consultant', '/today')
    const name = `合并${locale}${run}`
    const one = await makeCard(consultant, { name, phone: `1381${run}${digit}` })
    const other = await makeCard(consultant, { name: `${name}二`, phone: `1382${run}${digit}` })
    const page = await open('Sales manager', `/customers/${one.customerId}`)
    await page.getByRole('button', { name: d('mergeWith') }).click()
    await page.getByRole('combobox', { name: d('otherCustomer') }).fill(name)
    const hits = page.getByRole('listbox', { name: d('otherCustomer') })
    await hits
      .getByRole('option')
      .filter({ hasText: `${name}二` })
      .click()
    await page.waitForURL(`**/merge?kept=${one.customerId}&gone=${other.customerId}`)
    await page
      .getByRole('radio', { name: from(locale === 'zh' ? 'A 级' : 'Level A') })
      .last()
      .check()
    await expectSound(page)
    await done(page, consultant)
  })

  it('a claim is filed where the card is refused, the manager decides, and the claimant reads it', async () => {
    const holder = await open('Sales consultant', '/today')
    const phone = `1383${run}${digit}`
    await makeCard(holder, { name: `申诉${run}`, phone })
    const claimant = await open('DCC agent', '/new-card')
    await claimant.getByRole('textbox', { name: from(t('phone')) }).fill(phone)
    await claimant.getByRole('button', { name: n('fileClaim'), exact: true }).click()
    const reason = `车展先加的微信 ${size}${run.slice(0, 3)}`
    const sheet = claimant.getByRole('dialog')
    await sheet.getByRole('textbox', { name: from(n('reason')) }).fill(reason)
    await expectSound(claimant)
    await sheet.getByRole('button', { name: n('fileClaim'), exact: true }).click()
    await claimant.getByText(n('fileClaim'), { exact: true }).first().waitFor()

    const manager = await open('Sales manager', '/claims')
    const claim = manager.getByRole('region').filter({ hasText: reason }).first()
    await claim.waitFor()
    await expectSound(manager)
    await claim.getByRole('button', { name: n('decide'), exact: true }).click()
    const decision = manager.getByRole('dialog')
    await decision.getByRole('radio', { name: n('stays') }).check()
    await decision.getByRole('textbox', { name: from(n('reason')) }).fill('现顾问一直在跟')
    await expectSound(manager)
    await decision.getByRole('button', { name: n('decide'), exact: true }).click()
    await manager.getByText(n('decidedToast')).waitFor()

    await claimant.goto(`${baseUrl}/claims`)
    const read = claimant.getByRole('region').filter({ hasText: reason }).first()
    await read.getByText('现顾问一直在跟').waitFor()
    await expectSound(claimant)
    await done(holder, claimant, manager)
  })

  it('the manager puts a customer into the pool, and a consultant takes one of the pool', async () => {
    const consultant = await open('Sales consultant', '/today')
    const name = `公海${locale}${run}`
    const card = await makeCard(consultant, { name, phone: `1384${run}${digit}` })
    const manager = await open('Sales manager', `/customers/${card.customerId}`)
    await manager.getByRole('button', { name: t('actions'), exact: true }).click()
    await manager.getByRole('button', { name: c('putIntoPool') }).click()
    await fillReason(manager, t('reason'), '顾问长期出差')
    await expectSound(manager)
    await manager.getByRole('button', { name: c('putIntoPool') }).click()
    await manager.getByText(c('putDone', { n: 1 })).waitFor()

    await consultant.goto(`${baseUrl}/pool`)
    const take = consultant.locator('main').getByRole('button', { name: from(`${n('take')} `) })
    await take.first().waitFor()
    await expectSound(consultant)
    // The former owner may not take the card back.
    const own = consultant.getByRole('button', { name: n('takeName', { name }) })
    expect(await own.isDisabled()).toBe(true)
    const label = await consultant
      .locator('main button:not([disabled])')
      .filter({ hasText: from(n('take')) })
      .first()
      .getAttribute('aria-label')
    await consultant.getByRole('button', { name: label ?? '', exact: true }).click()
    const taken = (label ?? '').replace(`${n('take')} `, '')
    await consultant.getByText(n('taken', { name: taken })).waitFor()
    await done(consultant, manager)
  })
})

function valuesOf(options: (SVGElement | HTMLElement)[]): string[] {
  return options.map((option) => (option as HTMLOptionElement).value)
}
