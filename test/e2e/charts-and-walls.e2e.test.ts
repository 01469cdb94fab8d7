import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { launchBrowser, openAs } from './browser.ts'
import { personOf } from './people.ts'
import { settled } from './settled.ts'

const baseUrl = inject('baseUrl')

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launchBrowser()
  const { login } = await personOf('bj01', 'Sales manager')
  page = await openAs(browser, login, { baseUrl, locale: 'en', path: '/wall' })
})
afterAll(() => browser.close())

const open = async (path: string) => {
  await page.goto(`${baseUrl}${path}`)
  await settled(page)
}
const canvas = () => page.locator('figure canvas').first()

it.each([
  [1920, 1080],
  [1280, 720],
])(
  '[003-62] the board fits a television of %i × %i without scrolling, its bars to scale',
  async (width, height) => {
    await page.setViewportSize({ width, height })
    await open('/wall')
    const board = page.locator('.wall')
    await board.getByRole('listitem').first().waitFor()
    const [inner, outer] = await board.evaluate((one) => [one.scrollHeight, one.clientHeight])
    expect(inner).toBe(outer)
    const bars = await page.locator('.wall-days li').evaluateAll((days) =>
      days.map((day) => ({
        value: Number(day.querySelector('span')?.textContent),
        height: day.querySelector('i')?.getBoundingClientRect().height ?? 0,
      })),
    )
    const most = bars.reduce((a, b) => (b.value > a.value ? b : a))
    for (const bar of bars)
      expect(Math.abs(bar.height - (bar.value / most.value) * most.height)).toBeLessThan(3)
  },
)

it('an address that leads nowhere, and a record that is not there, have a heading of their own', async () => {
  for (const path of ['/nowhere', '/leads/01900000-0000-7000-8000-000000000001']) {
    await open(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
  }
})

it('a chart goes on paper light and no wider than the paper, and comes back', async () => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await open('/analysis/rhythm')
  await canvas().waitFor()
  const width = () => canvas().evaluate((one) => one.getBoundingClientRect().width)
  const mode = () => page.evaluate(() => document.documentElement.dataset.mode)
  const before = await width()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(mode).toBe('dark')
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  expect(await mode()).toBe('light')
  expect(await width()).toBeLessThanOrEqual(703)
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  expect(await mode()).toBe('dark')
  await expect.poll(width).toBe(before)
  await page.emulateMedia({ colorScheme: 'light' })
})

it('a long line opens to the records of the week nearest to the click', async () => {
  await open('/numbers?key=traffic&time=week&from=2025-01-01&to=2026-10-31')
  await canvas().waitFor()
  await canvas().scrollIntoViewIfNeeded()
  const box = await canvas().boundingBox()
  await expect
    .poll(async () => {
      await canvas().click({ position: { x: (box?.width ?? 0) * 0.7, y: 120 } })
      return new URL(page.url()).pathname
    })
    .toBe('/numbers/traffic/records')
  expect(new URL(page.url()).searchParams.get('by')).toBe('week')
})
