import { gzipSync } from 'node:zlib'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findChromium } from './chromium.ts'

/** The sizes every screen is tried at. */
export const sizes = {
  desk: { width: 1440, height: 900 },
  phone: { width: 360, height: 740 },
} as const
export type Size = keyof typeof sizes

export interface OpenOptions {
  /** Where the product is served: `http://127.0.0.1:40123`. */
  baseUrl: string
  size?: Size
  locale?: 'zh' | 'en'
  /** The address to open after the log-in; the start page of the role unless given. */
  path?: string
  /** Sees the page before it is opened, to listen to what it loads. */
  before?: (page: Page) => void
}

/** Starts one browser for a test file; close it in `afterAll`. */
export async function launchBrowser(): Promise<Browser> {
  const found = await findChromium()
  return chromium.launch({
    executablePath: found.executablePath,
    args: found.args,
    env: { ...(process.env as Record<string, string>), ...found.env },
    headless: true,
  })
}

/**
 * Opens a page as one of the demo's people, by login; a call to any other host than the product is
 * refused.
 */
export async function openAs(browser: Browser, login: string, options: OpenOptions): Promise<Page> {
  const context = await newContext(browser, options)
  const answer = await context.request.post(`${options.baseUrl}/api/demo-session`, {
    data: { login },
    headers: { 'x-keyuan': '1' },
  })
  if (!answer.ok())
    throw new Error(`Log-in as ${login} failed: ${answer.status()} ${await answer.text()}`)
  return openIn(context, options)
}

/** Opens a page as somebody with a name and a password. */
export async function openWithPassword(
  browser: Browser,
  account: { login: string; password: string },
  options: OpenOptions,
): Promise<Page> {
  const context = await newContext(browser, options)
  const answer = await context.request.post(`${options.baseUrl}/api/session`, {
    data: account,
    headers: { 'x-keyuan': '1' },
  })
  if (!answer.ok()) throw new Error(`Log-in as ${account.login} failed: ${answer.status()}`)
  return openIn(context, options)
}

/** Opens a page as a stranger. */
export async function openAsStranger(browser: Browser, options: OpenOptions): Promise<Page> {
  return openIn(await newContext(browser, options), options)
}

/**
 * Fails with the rule, the elements and what to do when axe finds a serious or critical fault;
 * `rules` are the only ones tried, where they are given.
 */
export async function expectNoSeriousAxe(page: Page, rules?: string[]): Promise<void> {
  const builder = new AxeBuilder({ page })
  const { violations } = await (rules ? builder.withRules(rules) : builder).analyze()
  const serious = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')
  if (serious.length === 0) return
  const lines = serious.map((one) => {
    const where = one.nodes
      .slice(0, 3)
      .map((node) => `    ${node.html}\n    ${node.failureSummary}`)
    return `  ${one.id} (${one.impact}): ${one.help}\n${where.join('\n')}`
  })
  throw new Error(`axe at ${page.url()}:\n${lines.join('\n')}`)
}

/** Fails when the page is wider than the window: nothing may hide beyond the thumb. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [inner, outer] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  if ((inner ?? 0) > (outer ?? 0))
    throw new Error(`${page.url()} is ${inner} px wide in ${outer} px`)
}

/** Adds up the script a page loads, gzipped; pass `watch` as `before` and ask `bytes` later. */
export function countScript() {
  const sizes: Promise<number>[] = []
  return {
    watch: (page: Page) => {
      page.on('response', (response) => {
        if (!/\.js(\?|$)/.test(response.url())) return
        sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length))
      })
    },
    bytes: async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0),
  }
}

async function newContext(browser: Browser, options: OpenOptions): Promise<BrowserContext> {
  const size = options.size ?? 'desk'
  const context = await browser.newContext({
    viewport: sizes[size],
    hasTouch: size === 'phone',
    isMobile: size === 'phone',
    locale: options.locale === 'en' ? 'en-GB' : 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ignoreHTTPSErrors: true,
  })
  context.setDefaultTimeout(30_000)
  const own = new URL(options.baseUrl).host
  await context.route(
    (url) => url.host !== own,
    (route) => route.abort(),
  )
  return context
}

/** A fault on the page itself ends the test at its next step, whatever the test looks at. */
async function openIn(context: BrowserContext, options: OpenOptions): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw new Error(`The page at ${page.url()} failed: ${error.message}\n${error.stack ?? ''}`)
  })
  options.before?.(page)
  await page.goto(`${options.baseUrl}${options.path ?? '/'}`)
  return page
}
