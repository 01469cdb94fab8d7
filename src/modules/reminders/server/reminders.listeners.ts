import { z } from 'zod'
import { announce } from '#foundation/ledger/ledger.ts'
import type { Listener } from '#foundation/module.ts'
import { appointmentEvents } from '#modules/appointments/contract.ts'
import { peopleHolding } from '#modules/access/index.ts'
import { dispatchEvents, leadEvents } from '#modules/leads/contract.ts'
import { lossEvents } from '#modules/losses/contract.ts'
import { notesEvents } from '#modules/notes/contract.ts'
import { quoteEvents } from '#modules/quotes/contract.ts'
import { remindersEvents } from '../contract.ts'
import { managersOf } from './managers.ts'
import { remind } from './remind.ts'
import { findAppointment } from './sources.queries.ts'
import { moveTasks } from './tasks.queries.ts'

const mentioned = z.object({ customerId: z.uuid(), personIds: z.array(z.uuid()) })
const handedOver = z.object({
  from: z.uuid(),
  to: z.uuid(),
  customerId: z.uuid().optional(),
  count: z.int().default(1),
})
const lossLate = z.object({ customerId: z.uuid(), ownerId: z.uuid(), since: z.string() })
const approvalAsked = z.object({ customerId: z.uuid(), personIds: z.array(z.uuid()) })
const approvalDecided = z.object({ customerId: z.uuid(), personId: z.uuid(), state: z.string() })
const unowned = z.object({ customerId: z.uuid().nullish() })
const lateLead = unowned.extend({ ownerId: z.uuid().nullish() })

const dispatched = z.object({ count: z.int() })
const cameBack = z.object({ personId: z.uuid().nullish() })
const discountAsked = z.object({ customerId: z.uuid(), approverIds: z.array(z.uuid()) })
const discountDecided = z.object({
  customerId: z.uuid(),
  ownerId: z.uuid(),
  decision: z.enum(['approved', 'refused', 'countered']),
})

/** What other modules announce and people want to know at once. */
export const reminderListeners: Listener[] = [
  {
    event: notesEvents.mentioned,
    name: 'reminders.mention',
    handle: async (ctx, event) => {
      const { customerId, personIds } = mentioned.parse(event.data)
      await remind(
        ctx,
        personIds.map((personId) => ({
          personId,
          key: `mention:${event.recordId}`,
          kind: 'mention',
          customerId,
          subjectId: event.recordId,
          data: { personId: event.actorId },
        })),
      )
    },
  },
  {
    event: 'opportunities.handed_over',
    name: 'reminders.hand-over',
    handle: async (ctx, event) => {
      const { from, to, customerId, count } = handedOver.parse(event.data)
      // A hand-over of many moves their tasks itself, so that it can be taken back as a whole.
      if (customerId && (await moveTasks(ctx, customerId, from, to)) > 0)
        announce(ctx, {
          type: remindersEvents.tasksChanged,
          recordId: event.recordId,
          data: { customerId, personId: to },
        })
      const told = {
        key: `handover:${event.id}`,
        customerId,
        subjectId: event.recordId,
        data: { personId: event.actorId, ...(customerId ? {} : { count }) },
      }
      await remind(
        ctx,
        [
          { ...told, personId: to, kind: 'handover' as const },
          { ...told, personId: from, kind: 'handed_away' as const },
        ].filter((one) => one.personId !== event.actorId),
      )
    },
  },
  {
    event: appointmentEvents.soon,
    name: 'reminders.appointment',
    handle: async (ctx, event) => {
      const row = await findAppointment(ctx, event.recordId)
      if (!row) return
      const when = row.starts_at.toISOString()
      await remind(ctx, [
        {
          personId: row.person_id,
          key: `appointment:${event.recordId}:${when}`,
          kind: 'appointment',
          customerId: row.customer_id,
          subjectId: event.recordId,
          data: { when },
        },
      ])
    },
  },
  {
    event: leadEvents.late,
    name: 'reminders.late-lead',
    handle: async (ctx, event) => {
      const { customerId, ownerId } = lateLead.parse(event.data)
      if (!ownerId) return
      const key = `late-lead:${event.recordId}`
      await remind(ctx, [
        { personId: ownerId, key, kind: 'lead_late', customerId, subjectId: event.recordId },
      ])
    },
  },
  {
    event: leadEvents.lateRisen,
    name: 'reminders.late-lead-risen',
    handle: async (ctx, event) => {
      const { customerId, ownerId } = lateLead.parse(event.data)
      await remind(
        ctx,
        (await managersOf(ctx, ownerId ?? undefined)).map((personId) => ({
          personId,
          key: `late-lead-risen:${event.recordId}`,
          kind: 'lead_late' as const,
          customerId,
          subjectId: event.recordId,
          data: ownerId ? { personId: ownerId } : {},
        })),
      )
    },
  },
  {
    event: leadEvents.withoutOwner,
    name: 'reminders.lead',
    handle: async (ctx, event) => {
      const { customerId } = unowned.parse(event.data)
      await remind(
        ctx,
        (await managersOf(ctx, undefined)).map((personId) => ({
          personId,
          key: `lead:${event.recordId}`,
          kind: 'lead',
          customerId,
          subjectId: event.recordId,
        })),
      )
    },
  },
  {
    event: dispatchEvents.came,
    name: 'reminders.dispatch-came',
    handle: async (ctx, event) => {
      const { count } = dispatched.parse(event.data)
      const { groupId, id } = ctx.store
      await remind(
        ctx,
        (await peopleHolding(ctx.tx, groupId, id, 'leads.assign')).map((person) => ({
          personId: person.id,
          key: `dispatch:${event.id}`,
          kind: 'lead_dispatched' as const,
          data: { count },
        })),
      )
    },
  },
  {
    event: dispatchEvents.cameBack,
    name: 'reminders.dispatch-came-back',
    handle: async (ctx, event) => {
      const { personId } = cameBack.parse(event.data)
      if (!personId) return
      const key = `dispatch-back:${event.id}`
      await remind(ctx, [{ personId, key, kind: 'lead_came_back', subjectId: event.recordId }])
    },
  },
  {
    event: lossEvents.late,
    name: 'reminders.loss-late',
    handle: async (ctx, event) => {
      const { customerId, ownerId, since } = lossLate.parse(event.data)
      await remind(
        ctx,
        (await managersOf(ctx, ownerId)).map((personId) => ({
          personId,
          key: `loss-late:${event.recordId}:${since}`,
          kind: 'loss_late' as const,
          customerId,
          subjectId: event.recordId,
          data: { when: since },
        })),
      )
    },
  },
  {
    event: 'opportunities.approval_asked',
    name: 'reminders.approval',
    handle: async (ctx, event) => {
      const { customerId, personIds } = approvalAsked.parse(event.data)
      await remind(
        ctx,
        personIds.map((personId) => ({
          personId,
          key: `approval:${event.recordId}`,
          kind: 'approval' as const,
          customerId,
          subjectId: event.recordId,
          data: { personId: event.actorId },
        })),
      )
    },
  },
  {
    event: 'opportunities.approval_decided',
    name: 'reminders.approval-decided',
    handle: async (ctx, event) => {
      const { customerId, personId, state } = approvalDecided.parse(event.data)
      if (state !== 'approved' && state !== 'refused') return
      await remind(ctx, [
        {
          personId,
          key: `approval-decided:${event.recordId}`,
          kind: state,
          customerId,
          subjectId: event.recordId,
          data: { personId: event.actorId },
        },
      ])
    },
  },
  {
    event: quoteEvents.asked,
    name: 'reminders.discount-asked',
    handle: async (ctx, event) => {
      const { customerId, approverIds } = discountAsked.parse(event.data)
      await remind(
        ctx,
        approverIds.map((personId) => ({
          personId,
          key: `quote-asked:${event.id}`,
          kind: 'quote_asked' as const,
          customerId,
          subjectId: event.recordId,
          data: { personId: event.actorId },
        })),
      )
    },
  },
  {
    event: quoteEvents.decided,
    name: 'reminders.discount-decided',
    handle: async (ctx, event) => {
      const { customerId, ownerId, decision } = discountDecided.parse(event.data)
      await remind(ctx, [
        {
          personId: ownerId,
          key: `quote-decided:${event.id}`,
          kind: decision === 'refused' ? 'quote_refused' : 'quote_approved',
          customerId,
          subjectId: event.recordId,
          data: { personId: event.actorId },
        },
      ])
    },
  },
]
