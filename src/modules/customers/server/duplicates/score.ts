import type { DuplicateReason } from '../../contracts/duplicates.ts'

/** What two records have in common. */
export interface Likeness {
  sameIdNumber: boolean
  samePhone: boolean
  sameVin: boolean
  samePlate: boolean
  sameName: boolean
  /** Written differently, read alike: 张伟 and 章伟. */
  readsAlike: boolean
  sameLastFour: boolean
  /** How many customers of the store have this very name. */
  namesakes: number
  isCompany: boolean
  nameLength: number
  /** Both known and not the same. */
  otherSex: boolean
  otherBirthday: boolean
}

/** From so many points on a pair is listed. */
export const listedFrom = 60

/**
 * How likely two records are one person, 0 to 100, and why; pure. One strong proof (ID number, number,
 * VIN, plate) is enough; a name counts only with something else, or where it is rare in the store.
 */
export function scorePair(like: Likeness): { score: number; reasons: DuplicateReason[] } {
  const found: [DuplicateReason, number][] = []
  if (like.sameIdNumber) found.push(['id_number', 100])
  if (like.samePhone) found.push(['phone', 75])
  if (like.sameVin) found.push(['vin', 80])
  if (like.samePlate) found.push(['plate', 65])
  if (like.sameName && like.isCompany) found.push(['company_name', 80])
  else if (like.sameName) found.push(['name', 40])
  else if (like.readsAlike) found.push(['name_reads_alike', 25])
  if (like.sameLastFour && !like.samePhone) found.push(['last_four', 35])
  if (like.sameName && !like.isCompany && like.nameLength >= 3 && like.namesakes <= 2)
    found.push(['rare_name', 25])
  const against = (like.otherSex ? 20 : 0) + (like.otherBirthday ? 30 : 0)
  const points = found.reduce((sum, [, value]) => sum + value, 0)
  // An ID number is one person's whatever else is written.
  const score = like.sameIdNumber ? 100 : Math.max(0, Math.min(99, points - against))
  return { score, reasons: found.map(([reason]) => reason) }
}
