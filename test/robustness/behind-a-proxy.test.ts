import { expect, test } from 'vitest'
import { logIn } from '#modules/access/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp } from '../../src/testing.ts'

/** Where the product believes a failed log-in came from, when the proxy heard it from 203.0.113.9. */
async function addressSeen(publicUrl?: string): Promise<string | undefined> {
  const kit = await startTestApp(publicUrl ? { publicUrl } : {})
  const login = `nobody.${uuidv7()}`
  await kit.call(
    undefined,
    logIn,
    { body: { login, password: 'wrong' } },
    { headers: { 'x-forwarded-for': '198.51.100.1, 203.0.113.9' } },
  )
  const seen = await kit.app.db
    .selectFrom('login_attempts')
    .select('address')
    .where('login', '=', login)
    .executeTakeFirst()
  await kit.close()
  return seen?.address
}

test('behind a proxy a caller is whom the proxy heard, not whom the caller claims to be', async () => {
  expect(await addressSeen('https://crm.example.com')).toBe('203.0.113.9')
})

test('without a proxy what a caller claims to be counts for nothing', async () => {
  expect(await addressSeen()).toBe('127.0.0.1')
})
