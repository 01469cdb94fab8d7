import chineseDays from 'chinese-days'
import { addDays, compareDays, type Day, daysFromTo } from '#shared/days.ts'

/** A mark of the calendar, for analysis only: it never closes a store (rules.md, The promise). */
export interface HolidayMark {
  day: Day
  kind: 'holiday' | 'makeup-workday'
  nameZh: string
  nameEn: string
  /** True where the State Council had not yet published the year: the days by law, no bridging. */
  isEstimated: boolean
}

/**
 * Public holidays and make-up workdays of mainland China for the given years, in order. Years the
 * calendar does not know yet get the statutory days (State Council Order 795), marked estimated.
 */
export function holidayMarks(years: readonly number[]): HolidayMark[] {
  return years.flatMap((year) => {
    const published = publishedMarks(year)
    return published.length > 0 ? published : statutoryMarks(year)
  })
}

/**
 * The days a store is closed unless it says otherwise: the first three days of the Spring Festival
 * (the first to third of the first lunar month) that begins in `year`.
 */
export function defaultClosedDays(year: number): Day[] {
  const newYear = lunarDay(year, 1, 1)
  return [newYear, addDays(newYear, 1), addDays(newYear, 2)]
}

function publishedMarks(year: number): HolidayMark[] {
  const marks: HolidayMark[] = []
  for (const day of daysFromTo(`${year}-01-01`, `${year}-12-31`)) {
    const detail = chineseDays.getDayDetail(day)
    // Named days read 'Spring Festival,春节,4'; others carry only the name of the weekday.
    const [nameEn, nameZh] = detail.name.split(',')
    if (nameEn === undefined || nameZh === undefined) continue
    const kind = detail.work ? 'makeup-workday' : 'holiday'
    marks.push({ day, kind, nameZh, nameEn, isEstimated: false })
  }
  return marks
}

function statutoryMarks(year: number): HolidayMark[] {
  const eve = addDays(lunarDay(year, 1, 1), -1)
  const tombSweeping = chineseDays.getSolarTermDate(year, 4, 'pure_brightness')
  const marks = [
    ...estimated(`${year}-01-01`, 1, '元旦', "New Year's Day"),
    ...estimated(eve, 4, '春节', 'Spring Festival'),
    ...estimated(tombSweeping, 1, '清明', 'Tomb-sweeping Day'),
    ...estimated(`${year}-05-01`, 2, '劳动节', 'Labour Day'),
    ...estimated(lunarDay(year, 5, 5), 1, '端午', 'Dragon Boat Festival'),
    ...estimated(lunarDay(year, 8, 15), 1, '中秋', 'Mid-autumn Festival'),
    ...estimated(`${year}-10-01`, 3, '国庆节', 'National Day'),
  ]
  // Mid-autumn may fall into the National Day (2028, 2031); a day has one mark.
  const byDay = new Map(marks.map((mark) => [mark.day, mark]))
  return [...byDay.values()].sort((a, b) => compareDays(a.day, b.day))
}

function estimated(first: Day, count: number, nameZh: string, nameEn: string): HolidayMark[] {
  return daysFromTo(first, addDays(first, count - 1)).map((day) => ({
    day,
    kind: 'holiday',
    nameZh,
    nameEn,
    isEstimated: true,
  }))
}

function lunarDay(year: number, month: number, day: number): Day {
  const lunar = [year, month, day].map((part) => String(part).padStart(2, '0')).join('-')
  return chineseDays.getSolarDateFromLunar(lunar).date
}
