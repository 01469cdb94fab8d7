import type { Ctx } from '#foundation/ctx.ts'
import { dropKeyDates, type NewKeyDate, planKeyDates } from '#modules/reminders/index.ts'
import { addDays, addMonths, type Day, dayInZone } from '#shared/days.ts'
import type { GivenDates } from '../contracts/delivery.ts'
import type { CarRow } from './cars.queries.ts'
import { rulesOf } from './rules.ts'
import { listSteps } from './steps.queries.ts'

/**
 * The key dates a delivery proposes: insurance from the day it was taken out (the step of that name),
 * else from the hand-over; inspection and first service from the hand-over, by the store's rules.
 */
export async function proposeDates(ctx: Ctx, orderId: string): Promise<GivenDates> {
  const rules = await rulesOf(ctx)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const insured = (await listSteps(ctx, orderId)).find((step) => step.step === 'insurance')
  return {
    insurance: addMonths(insured?.done_on ?? today, rules.insuranceMonths),
    inspection: addMonths(today, rules.inspectionMonths),
    first_service: addMonths(today, rules.serviceMonths),
  }
}

/**
 * Gives the delivered cars their key dates, which bring the reminders: those given, the proposed ones
 * marked as counted; the call at two months for the first car only, it is one conversation.
 */
export async function makeKeyDates(
  ctx: Ctx,
  order: { id: string; customer_id: string; personId: string },
  cars: readonly { vehicleId: string }[],
  given: { [Kind in keyof GivenDates]?: GivenDates[Kind] | undefined },
): Promise<void> {
  const proposed = await proposeDates(ctx, order.id)
  const dates = (['insurance', 'inspection', 'first_service'] as const).map((kind): NewKeyDate => {
    const dueOn: Day = given[kind] ?? proposed[kind]
    return { kind, dueOn, isEstimated: dueOn === proposed[kind] }
  })
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const { secondCareDays } = await rulesOf(ctx)
  const call: NewKeyDate = {
    kind: 'care_call',
    dueOn: addDays(today, secondCareDays),
    isEstimated: true,
  }
  for (const [index, { vehicleId }] of cars.entries())
    await planKeyDates(
      ctx,
      { customerId: order.customer_id, vehicleId, personId: order.personId },
      index === 0 ? [...dates, call] : dates,
    )
}

/** Takes them back with the delivery. */
export async function dropDatesOf(ctx: Ctx, cars: readonly CarRow[]): Promise<void> {
  for (const { vehicle_id } of cars) if (vehicle_id) await dropKeyDates(ctx, vehicle_id)
}
