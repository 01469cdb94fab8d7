import { addDays, type Day } from '#shared/days.ts'
import { createRandom } from './random.ts'

/** What is planted in a simulated store, so that an analysis can be checked against it. */
export interface PlantedTruths {
  /** Files fewer visitors, keeps fewer promises, closes less. Place in the store's list of consultants. */
  weakConsultant: { place: number; filing: number; keeping: number; closing: number }
  /** On this weekday (1 = Monday) fewer visitors are filed. */
  slackWeekday: { weekday: number; filing: number }
  /** Prospects of this source (dictionary code) close more often. */
  betterSource: { code: string; closing: number }
  /** Days on which a source brings more visitors. */
  campaigns: { from: Day; to: Day; source: string; lift: number }[]
  /** Factor of traffic by month, January first. */
  seasons: number[]
}

const campaignSources = ['auto-show', 'newspaper', 'radio', 'sms', 'short-video']

/** The truths planted in one store; a pure function of seed, store and period. */
export function truthsOf(seed: number, storeNumber: number, from: Day, to: Day): PlantedTruths {
  const random = createRandom('truths', seed, storeNumber)
  const campaigns: PlantedTruths['campaigns'] = []
  for (
    let day = addDays(from, random.whole(20, 60));
    day < to;
    day = addDays(day, random.whole(50, 110))
  )
    campaigns.push({
      from: day,
      to: addDays(day, random.whole(2, 6)),
      source: random.pick(campaignSources),
      lift: 1.4 + random.next() * 0.6,
    })
  return {
    weakConsultant: { place: random.whole(0, 4), filing: 0.62, keeping: 0.72, closing: 0.6 },
    slackWeekday: { weekday: 5, filing: 0.72 },
    betterSource: { code: 'friend', closing: 1.8 },
    campaigns,
    seasons: [1.08, 0.72, 1.0, 0.98, 1.04, 0.92, 0.86, 0.9, 1.12, 1.1, 1.08, 1.2],
  }
}
