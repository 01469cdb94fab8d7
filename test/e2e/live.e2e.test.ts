import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { uuidv7 } from '#shared/ids.ts'
import { launchBrowser, openAs } from './browser.ts'
import { personOf, type RoleName } from './people.ts'
import { settled } from './settled.ts'

const baseUrl = inject('baseUrl')
const headers = { 'x-keyuan': '1' }
const mark = Date.now().toString(36)

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const open = async (role: RoleName, path: string): Promise<Page> => {
  const { login } = await personOf('hz01', role)
  const page = await openAs(browser, login, { baseUrl, path })
  await settled(page)
  return page
}
const post = async (page: Page, path: string, data: object) => {
  const answer = await page.request.post(`${baseUrl}/api/${path}`, { headers, data })
  expect(answer.ok(), await answer.text()).toBe(true)
  return (await answer.json()) as { id: string; customerId: string }
}
const newCustomer = (name: string) => ({
  name,
  phones: [`155${String(Date.now() % 1e8).padStart(8, '0')}`],
})

it('[002-26] what a consultant saves is told to every other open screen within a second', async () => {
  const page = await open('Sales consultant', '/today')
  const listener = await personOf('hz01', 'Sales manager')
  const session = await fetch(`${baseUrl}/api/demo-session`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ login: listener.login }),
  })
  const cookie = session.headers.getSetCookie().map((one) => one.split(';')[0])
  const news = await fetch(`${baseUrl}/api/live`, { headers: { cookie: cookie.join('; ') } })
  const reader = (news.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  expect(decoder.decode((await reader.read()).value)).toContain('ready')
  const card = await post(page, 'opportunities', {
    id: uuidv7(),
    customer: newCustomer(`Live ${mark}`),
    level: 'A',
  })
  const savedAt = Date.now()
  let heard = ''
  while (!heard.includes(card.id)) heard += decoder.decode((await reader.read()).value)
  expect(Date.now() - savedAt).toBeLessThan(1000)
  // Ids and words only: the screens ask for the rest, each with its own rights.
  expect(heard).not.toContain(`Live ${mark}`)
  await reader.cancel()
  await page.context().close()
})

it('[002-26] prospects, leads, floor and the customer’s page show it without a reload', async () => {
  const consultant = await open('Sales consultant', '/today')
  const name = `Seen ${mark}`
  const [prospects, leads, floor] = await Promise.all([
    open('Sales manager', `/prospects?q=${encodeURIComponent(name)}`),
    open('Sales manager', '/leads'),
    open('Receptionist', '/floor'),
  ])
  const { customerId } = await post(consultant, 'opportunities', {
    id: uuidv7(),
    customer: newCustomer(name),
    level: 'H',
  })
  await prospects.getByText(name).first().waitFor()
  const { login } = await personOf('hz01', 'Sales manager')
  const page = await openAs(browser, login, { baseUrl, path: `/customers/${customerId}` })
  await settled(page)
  await post(consultant, `customers/${customerId}/comments`, { id: uuidv7(), text: `note ${mark}` })
  await page.getByText(`note ${mark}`).first().waitFor()
  const { phones } = newCustomer('')
  await post(consultant, 'leads', {
    id: uuidv7(),
    customer: { name: `Lead ${mark}`, phone: phones[0] },
    origin: 'web',
  })
  await leads.getByText(`Lead ${mark}`).first().waitFor()
  const visits = floor.getByRole('listitem')
  const before = await visits.count()
  await post(floor, 'visits', { id: uuidv7(), channel: 'walk-in', partySize: 3 })
  await expect.poll(() => visits.count()).toBeGreaterThan(before)
  for (const one of [consultant, prospects, leads, floor, page]) await one.context().close()
})
