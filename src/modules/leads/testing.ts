import type { TestApp } from '../../testing.ts'
import type { TestPerson } from '#modules/access/testing.ts'
import { type LeadRecord, recordLead } from './contract.ts'

let last = 0
/** A mobile number no other test of the file has. */
export const newMobile = (): string => `1362${String((last += 1)).padStart(7, '0')}`

/** Records a web lead as somebody; throws what refused it. */
export async function makeLead(
  kit: TestApp,
  as: TestPerson,
  body: Record<string, unknown> = {},
): Promise<LeadRecord> {
  const answer = await kit.call(as, recordLead, {
    body: { customer: { name: '网上客户', phone: newMobile() }, origin: 'web', ...body } as never,
  })
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return answer.body
}
