import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import type { TestApp } from '../../testing.ts'
import { contactLead, type LeadGrade, type LeadRecord, recordLead } from './contract.ts'

let last = 0
/** A mobile number no other test of the file has. */
export const newMobile = (): string => `1362${String((last += 1)).padStart(7, '0')}`

/** The people who work with leads in a store. */
export interface LeadPeople {
  group: TestGroup
  manager: TestPerson
  dcc: TestPerson
  liu: TestPerson
}

/** A group whose store has a sales manager, a phone-sales person and a consultant; the clock at ten. */
export async function makeLeadPeople(kit: TestApp): Promise<LeadPeople> {
  kit.clock.set('2026-09-15T02:00:00Z')
  const group = await makeGroup(kit.app)
  return {
    group,
    manager: await group.addPerson('sales_manager', { name: '孙经理' }),
    dcc: await group.addPerson('dcc_agent', { name: '丁电销' }),
    liu: await group.addPerson('consultant', { name: '刘洋' }),
  }
}

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

/** Calls a lead as somebody, with the grade of the call; its first call unless `attempts` are told. */
export const callLead = (
  kit: TestApp,
  as: TestPerson,
  lead: { id: string },
  call: { grade: LeadGrade } & Record<string, unknown>,
) =>
  kit.call(as, contactLead, {
    params: { id: lead.id },
    body: { attempts: 0, ...call },
  })
