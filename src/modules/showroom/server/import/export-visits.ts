import type { Ctx } from '#foundation/ctx.ts'
import type { Cell } from '#foundation/sheets/cell.ts'
import { timeInZone } from '#shared/days.ts'
import { maskPhone, normalisePhone } from '#shared/phone.ts'
import { listVisitsAfter } from './export-visits.queries.ts'

const atOnce = 2_000
const words = {
  channel: { 'walk-in': ['来店', 'walk-in'], 'call-in': ['来电', 'call-in'] },
  sex: { male: ['男', 'male'], female: ['女', 'female'] },
  first: ['首次', 'first'],
  repeat: ['再次', 'repeat'],
  yes: ['是', 'yes'],
  no: ['否', 'no'],
} as const

/** Every closed visit of the store under the columns of a register. */
export async function* exportVisits(
  ctx: Ctx,
  { phones }: { phones: boolean },
): AsyncGenerator<Readonly<Record<string, Cell>>[]> {
  const say = (pair: readonly [string, string] | undefined) =>
    pair?.[ctx.locale === 'zh' ? 0 : 1] ?? null
  const clock = (at: Date | null) =>
    at === null ? null : timeInZone(at, ctx.store.timeZone).slice(0, 5)
  let after: string | null = null
  for (;;) {
    const page: Awaited<ReturnType<typeof listVisitsAfter>> = await listVisitsAfter(
      ctx,
      after,
      atOnce,
    )
    const last = page.at(-1)
    if (!last) return
    after = last.id
    yield page.map((visit) => {
      const canonical =
        visit.sealed_key && visit.phone_sealed
          ? ctx.vault.openFor(visit.sealed_key, visit.phone_sealed)
          : null
      return {
        date: visit.business_day,
        channel: say(words.channel[visit.channel]),
        timeIn: clock(visit.arrived_at),
        timeOut: clock(visit.left_at),
        partySize: visit.party_size,
        firstOrRepeat: say(visit.outcome === 'repeat' ? words.repeat : words.first),
        name: visit.name,
        sex: visit.sex === null ? null : say(words.sex[visit.sex]),
        phone:
          canonical === null
            ? null
            : phones
              ? (normalisePhone(canonical)?.national ?? canonical)
              : maskPhone(canonical),
        series: visit.series,
        level: visit.level,
        source: visit.source,
        consultant: visit.receiver,
        filed: say(visit.outcome === 'unfiled' ? words.no : words.yes),
        note: visit.note || null,
      }
    })
  }
}
