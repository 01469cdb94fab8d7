import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { notesWords } from '#modules/notes/words.ts'
import { reminderWords } from '#modules/reminders/words.ts'
import { timelineWords } from '#modules/timeline/words.ts'
import { uiWords } from '#ui/ui-words.ts'
import { expectNoSeriousAxe, expectNoSidewaysScroll, launchBrowser, openAs } from './browser.ts'
import { watchFaults } from './faults.ts'
import { personOf } from './people.ts'
import { settled } from './settled.ts'
import { wordsIn } from './words.ts'

const baseUrl = inject('baseUrl')
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const looks = [
  { size: 'phone', locale: 'zh' },
  { size: 'desk', locale: 'en' },
] as const

describe.each(looks)('a customer’s notes at $size in $locale', ({ size, locale }) => {
  const n = wordsIn(locale)(notesWords)
  const r = wordsIn(locale)(reminderWords)
  const l = wordsIn(locale)(timelineWords)
  const ui = wordsIn(locale)(uiWords)
  // Letters too: digits alone would be taken for a phone number and masked.
  const mark = `${size}-${Date.now().toString(36)}`

  const open = async (role: 'Sales consultant' | 'Sales manager', path?: string) => {
    const faults = watchFaults()
    const { login } = await personOf('bj01', role)
    const page = await openAs(browser, login, {
      baseUrl,
      size,
      locale,
      before: faults.watch,
      ...(path ? { path } : {}),
    })
    return { page, faults }
  }
  // One customer throughout: others work on the consultant's cards meanwhile.
  let customerPath: string | undefined
  const ownCustomer = async (page: Page): Promise<string> => {
    if (customerPath !== undefined) return customerPath
    const answer = await page.request.get(`${baseUrl}/api/opportunities?owner=me&limit=1`)
    const { items } = (await answer.json()) as { items: { customerId: string }[] }
    customerPath = `/customers/${items[0]?.customerId}`
    return customerPath
  }

  it('[001-20] a photo is attached, previewed, removed and brought back', async () => {
    const { page, faults } = await open('Sales consultant')
    await page.goto(baseUrl + (await ownCustomer(page)))
    const files = page.getByRole('region', { name: n('files') })
    const chosen = { name: `${mark}.png`, mimeType: 'image/png', buffer: picture }
    await files.locator('input[type=file]').last().setInputFiles(chosen)
    await files.locator('.notes-file').filter({ hasText: chosen.name }).click()
    const shown = page.getByRole('img', { name: chosen.name })
    await shown.waitFor()
    expect(await shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1)
    await expectNoSeriousAxe(page)
    await page.getByRole('button', { name: ui('close') }).click()
    await files.getByRole('button', { name: n('removeFile', { name: chosen.name }) }).click()
    await page.getByRole('button', { name: ui('undo') }).click()
    await files.locator('.notes-file').filter({ hasText: chosen.name }).waitFor()
    // What is not what it says is refused, in words.
    const wrong = { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ') }
    await files.locator('input[type=file]').last().setInputFiles(wrong)
    await page
      .getByRole('status')
      .getByText(/a\.pdf:/)
      .waitFor()
    faults.forget()
    await page.context().close()
  })

  it('[002-30] a colleague is mentioned by pinyin with the keyboard, and lands on the comment', async () => {
    const { page } = await open('Sales consultant')
    const path = await ownCustomer(page)
    await page.goto(baseUrl + path)
    const manager = await personOf('bj01', 'Sales manager')
    const box = page.getByRole('textbox', { name: n('commentLabel') })
    await box.pressSequentially(`${mark} @${manager.login.slice(0, 2)}`)
    await page.getByRole('listbox').waitFor()
    while (
      (
        await page.getByRole('listbox').getByRole('option', { selected: true }).innerText()
      ).trim() !== manager.name
    )
      await box.press('ArrowDown')
    await box.press('Enter')
    await expectNoSeriousAxe(page)
    await page.getByRole('button', { name: n('send') }).click()
    const comments = page.getByRole('region', { name: n('comments') })
    await comments.getByRole('listitem').filter({ hasText: mark }).waitFor()
    await page.context().close()

    const { page: theirs, faults } = await open('Sales manager', '/reminders')
    const line = theirs
      .getByRole('link')
      .filter({ hasText: locale === 'zh' ? '提到您' : 'mentioned you' })
    await line.first().click()
    await theirs.waitForURL(/comment=/)
    await theirs.locator('[aria-current]').filter({ hasText: mark }).waitFor()
    faults.expectNone()
    await theirs.context().close()
  })

  it('[002-27] a task is made on the customer’s page, stands on the day, and is done with undo', async () => {
    const { page, faults } = await open('Sales consultant')
    await page.goto(baseUrl + (await ownCustomer(page)))
    await page.getByRole('button', { name: r('newTask') }).click()
    await page.getByRole('dialog').getByText(r('propose'), { exact: true }).click()
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())
    await page.getByRole('dialog').getByLabel(r('onDay'), { exact: true }).fill(today)
    await page.getByRole('dialog').getByLabel(r('note')).fill(mark)
    await page.getByRole('button', { name: r('save'), exact: true }).click()
    await page.getByText(r('saved')).waitFor()
    await page.goto(`${baseUrl}/today`)
    const line = page.getByRole('listitem').filter({ hasText: mark })
    await line.getByRole('button', { name: r('propose') }).click()
    await page.getByText(r('taskDone')).waitFor()
    await page.getByRole('button', { name: ui('undo') }).click()
    await line.getByRole('button', { name: r('propose') }).waitFor()
    await expectNoSidewaysScroll(page)
    await expectNoSeriousAxe(page)
    await line.getByRole('button', { name: r('propose') }).click()
    faults.expectNone()
    await page.context().close()
  })

  it('[001-15] the timeline tells it all and is filtered by kind', async () => {
    const { page, faults } = await open('Sales consultant')
    await page.goto(baseUrl + (await ownCustomer(page)))
    const timeline = page.getByRole('region', { name: l('timeline') })
    await timeline.getByRole('listitem').filter({ hasText: mark }).first().waitFor()
    await timeline.getByRole('combobox').selectOption('comment')
    await settled(page)
    for (const text of await timeline.getByRole('listitem').allInnerTexts())
      expect(text).toContain(l('commented'))
    await expectNoSeriousAxe(page)
    await expectNoSidewaysScroll(page)
    faults.expectNone()
    await page.context().close()
  })

  it('[000-23] a calendar address is made in the profile, serves a calendar, and is stopped', async () => {
    const { page, faults } = await open('Sales consultant', '/profile')
    const card = page.getByRole('region', { name: r('calendar') })
    await card.getByText(r('namesInitials')).click()
    await card
      .getByRole('button', { name: r('makeAddress') })
      .or(card.getByRole('button', { name: r('renewAddress') }))
      .click()
    const address = await card.locator('code').innerText()
    const calendar = await page.request.get(address)
    expect(await calendar.text()).toContain('BEGIN:VCALENDAR')
    await expectNoSeriousAxe(page)
    await expectNoSidewaysScroll(page)
    await card.getByRole('button', { name: r('stopAddress') }).click()
    await page.getByText(r('stopped')).waitFor()
    expect((await page.request.get(address)).status()).toBe(404)
    faults.expectNone()
    await page.context().close()
  })
})
