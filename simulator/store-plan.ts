import type { Vault } from '#foundation/vault.ts'
import type { Day } from '#shared/days.ts'
import type { PriceBook } from '#shared/price-book.ts'
import type { PlantedTruths } from './truths.ts'

/** An option of a dictionary. */
interface Named {
  id: string
  label: string
}

export interface District {
  code: string
  /** As it begins an address: `长春市朝阳区`. */
  label: string
}

/** One consultant and what they are good at; 1 is the average. */
export interface SimulatedConsultant {
  id: string
  name: string
  filing: number
  keeping: number
  closing: number
}

/** All that a store's history is made of. */
export interface StorePlan {
  groupId: number
  storeId: number
  storeNumber: number
  seed: number
  timeZoneOffsetMinutes: number
  from: Day
  /** The last day; its visits end at `now`. */
  today: Day
  now: Date
  /** Mean visiting parties a day. */
  dailyVisits: number
  platePrefix: string
  consultants: SimulatedConsultant[]
  receptionist: string
  /** Who runs the floor. */
  manager: string
  /** Who verifies losses, where the store has customer care. */
  caretaker?: string | undefined
  /** Who calls leads, where the store has somebody for it. */
  caller?: string | undefined
  series: { id: string; name: string; nameEn?: string; weight: number }[]
  /** The trims of those series, with their guide prices in fen. */
  models: { id: string; seriesId: string; name: string; nameEn?: string; priceFen: number }[]
  /** What each of the models costs today, and what is sold with it. */
  priceBooks: ReadonlyMap<string, PriceBook>
  sources: { id: string; code: string; weight: number }[]
  /** Ids of what may be known of a customer. */
  words: {
    occupations: string[]
    industries: string[]
    hobbies: string[]
    /** Ids by code. */
    households?: Readonly<Record<string, string>>
  }
  /** The districts of the store's city, those nearest to it first. */
  districts?: readonly District[]
  /** Loss reasons and rivals by their codes. */
  losses?: { reasons: Readonly<Record<string, Named>>; rivals: Readonly<Record<string, Named>> }
  closedDays: ReadonlySet<Day>
  holidays: ReadonlySet<Day>
  truths: PlantedTruths
  vault: Vault
}
