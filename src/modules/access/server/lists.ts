import type { z } from 'zod'
import { defineList } from '#foundation/lists/define-list.ts'
import { say } from '#shared/words.ts'
import { sayDetail } from '../audit-detail.ts'
import { sayAction, sayActor } from '../audit-words.ts'
import { type AuditEntry, listAuditEntries } from '../contracts/audit.ts'
import { listPeople, type Person } from '../contracts/people.ts'
import { auditWords, staffWords } from '../words.ts'
import { listTrail } from './audit.service.ts'
import { listStaff } from './staff-list.ts'

type AskedPeople = z.infer<NonNullable<typeof listPeople.query>>
type AskedTrail = z.infer<NonNullable<typeof listAuditEntries.query>>

/** The staff as a list that can leave as a file. */
export const staffList = defineList<Person, AskedPeople>({
  key: 'staff',
  title: staffWords.staff,
  permission: 'people.read',
  query: listPeople.query as z.ZodType<AskedPeople>,
  page: async (ctx, query) => {
    const { items, nextCursor, total } = await listStaff(ctx, query)
    return { items, nextCursor, count: total }
  },
  columns: [
    { key: 'name', title: staffWords.name, value: (person) => person.name },
    { key: 'login', title: staffWords.login, value: (person) => person.login },
    {
      key: 'roles',
      title: staffWords.roles,
      value: (person, ctx) =>
        person.roles
          .map((role) => (ctx.locale === 'en' && role.nameEn ? role.nameEn : role.name))
          .join(' · '),
      width: 24,
    },
    {
      key: 'store',
      title: staffWords.store,
      value: (person, ctx) => {
        const store = ctx.actor.stores.find((one) => one.id === person.storeId)
        return ctx.locale === 'en' && store?.nameEn ? store.nameEn : store?.name
      },
      width: 24,
    },
    { key: 'jobTitle', title: staffWords.jobTitle, value: (person) => person.jobTitle },
    {
      key: 'state',
      title: staffWords.state,
      value: (person, ctx) =>
        say(person.isActive ? staffWords.active : staffWords.left, ctx.locale),
    },
  ],
})

/** The audit trail as a list that can leave as a file; personal values stay sealed. */
export const auditList = defineList<AuditEntry, AskedTrail>({
  key: 'audit',
  title: auditWords.audit,
  permission: 'audit.read',
  query: listAuditEntries.query as z.ZodType<AskedTrail>,
  page: async (ctx, query) => {
    const { items, nextCursor, total } = await listTrail(ctx, query)
    return { items, nextCursor, count: total }
  },
  columns: [
    { key: 'at', title: auditWords.at, type: 'instant', value: (entry) => entry.at, width: 18 },
    { key: 'who', title: auditWords.who, value: (entry, ctx) => sayActor(entry, ctx.locale) },
    {
      key: 'action',
      title: auditWords.action,
      value: (entry, ctx) => sayAction(entry.action, ctx.locale),
      width: 24,
    },
    { key: 'recordId', title: auditWords.recordId, value: (entry) => entry.recordId, width: 38 },
    {
      key: 'detail',
      title: auditWords.detail,
      value: (entry, ctx) => sayDetail(entry.detail, ctx.locale),
      width: 60,
    },
    { key: 'reason', title: auditWords.reason, value: (entry) => entry.reason, width: 30 },
  ],
})
