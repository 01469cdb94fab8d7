/** What a person can take: empty lists of series and kinds mean everything, Mandarin is always there. */
export interface Skills {
  seriesIds: readonly string[]
  languages: readonly string[]
  visitorKinds: readonly string[]
}

/** What a visitor brings: the model, a language other than Mandarin, a kind of visitor. */
export interface Wants {
  seriesId?: string | null | undefined
  language?: string | null | undefined
  visitorKind?: string | null | undefined
}

/** Somebody's place as it is now; places come in their order, the longest since receiving first. */
export interface Standing {
  personId: string
  status: 'on_duty' | 'break' | 'off'
  isOnLeave: boolean
  openVisits: number
  skills?: Skills | undefined
}

export type SkippedBecause = 'break' | 'off' | 'leave' | 'busy' | 'series' | 'language' | 'kind'
/** in_order: the first who is free; skill: the first of those who can take it; no_skill: nobody
 * here can, so the first who is free; busy: nobody is free and visitors do not wait. */
export type ChosenBecause = 'in_order' | 'skill' | 'no_skill' | 'busy'

export interface Choice {
  /** Undefined: nobody is free, the visitor waits. */
  personId: string | undefined
  why: ChosenBecause | undefined
  /** Those before the chosen one in the order (everybody, where nobody is), and why not they. */
  skipped: { personId: string; why: SkippedBecause }[]
}

/**
 * Who receives the next visitor, and why: on duty, not on leave, not in a visit, able to take what
 * the visitor brings, and longest since receiving. Where somebody here can take it but nobody of
 * them is free, the visitor waits for them; where nobody here can, anybody may. `waits` is the
 * store's rule; a store that lets nobody wait gives the visitor to the first who is busy.
 */
export function chooseNext(
  order: readonly Standing[],
  wants: Wants,
  rule: { waits: boolean },
): Choice {
  const here = order.filter((one) => one.status === 'on_duty' && !one.isOnLeave)
  const able = here.filter((one) => lacks(one.skills, wants) === undefined)
  const hasAble = able.length > 0
  const pool = hasAble ? able : here
  const free = pool.find((one) => one.openVisits === 0)
  const chosen = free ?? (rule.waits ? undefined : pool[0])
  const skipped: Choice['skipped'] = []
  for (const one of order) {
    if (one === chosen) break
    skipped.push({ personId: one.personId, why: whyNot(one, hasAble ? wants : {}) })
  }
  return { personId: chosen?.personId, why: chosen && whyChosen(), skipped }

  function whyChosen(): ChosenBecause {
    if (free === undefined) return 'busy'
    if (!hasAble) return 'no_skill'
    return skipped.some((one) => ['series', 'language', 'kind'].includes(one.why))
      ? 'skill'
      : 'in_order'
  }
}

function whyNot(one: Standing, wants: Wants): SkippedBecause {
  if (one.status !== 'on_duty') return one.status
  if (one.isOnLeave) return 'leave'
  return lacks(one.skills, wants) ?? 'busy'
}

/** What keeps somebody from taking a visitor; undefined when nothing does. */
function lacks(
  skills: Skills | undefined,
  wants: Wants,
): 'series' | 'language' | 'kind' | undefined {
  if (wants.language && !(skills?.languages ?? []).includes(wants.language)) return 'language'
  if (!skills) return undefined
  const { seriesIds, visitorKinds } = skills
  if (wants.seriesId && seriesIds.length > 0 && !seriesIds.includes(wants.seriesId)) return 'series'
  if (wants.visitorKind && visitorKinds.length > 0 && !visitorKinds.includes(wants.visitorKind))
    return 'kind'
  return undefined
}
