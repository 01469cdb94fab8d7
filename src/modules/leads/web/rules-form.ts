import type { LeadRules } from '../contracts/lead-rules.ts'

type Question = LeadRules['questions'][number]
export type Rule = LeadRules['assignment'][number]
/** An option as it is typed. */
export interface OptionTyped {
  key: string
  zh: string
  en: string
  grade: string
  days: string
}
/** A question with its options as they are typed. */
export interface RuleQuestion {
  key: string
  zh: string
  en: string
  options: OptionTyped[]
}
/** The most days to a purchase an option can say. */
export const mostDays = 365
/** What the form of the rules holds. */
export interface RuleValues {
  targetMinutes: string
  riseMinutes: string
  maxOpen: string
  againDays: string
  teamId: string
  retry: string
  nurtureB: string
  nurtureC: string
  assignment: Rule[]
  questions: RuleQuestion[]
}

/** The retry plan as lines `1 10:00`. */
export const sayPlan = (plan: LeadRules['retryPlan']): string =>
  plan.map(({ days, at }) => `${days} ${at}`).join('\n')

/** The plan of the lines, or the number of the first line that says none. */
export function readPlan(text: string): LeadRules['retryPlan'] | number {
  const plan: LeadRules['retryPlan'] = []
  for (const [index, line] of linesOf(text).entries()) {
    const found = /^(\d{1,2})\s+([01]?\d|2[0-3])[:：]([0-5]\d)$/.exec(line)
    if (!found) return index + 1
    plan.push({ days: Number(found[1]), at: `${(found[2] ?? '').padStart(2, '0')}:${found[3]}` })
  }
  return plan
}

/** Gaps in days, or undefined where something else stands. */
export function readDays(text: string): number[] | undefined {
  const days = text
    .split(/[,，\s]+/)
    .filter(Boolean)
    .map(Number)
  const isFine = days.length > 0 && days.every((n) => Number.isInteger(n) && n >= 1 && n <= 180)
  return isFine ? days : undefined
}

/** A question of the rules, to be typed over. */
export const typeQuestion = ({ key, zh, en, options }: Question): RuleQuestion => ({
  key,
  zh,
  en,
  options: options.map((one) => ({
    ...one,
    grade: one.grade ?? '',
    days: one.days === null ? '' : String(one.days),
  })),
})

/** The question as the rules keep it: empty options fall away, and without any it takes words. */
export function readQuestion({ key, zh, en, options }: RuleQuestion): Question {
  const read = options.filter(isFilled).map((one) => ({
    key: one.key,
    zh: one.zh.trim(),
    en: one.en.trim() || one.zh.trim(),
    grade: one.grade === '' ? null : (one.grade as 'A'),
    days: one.days.trim() === '' ? null : Number(one.days),
  }))
  return {
    key,
    zh: zh.trim(),
    en: en.trim() || zh.trim(),
    kind: read.length === 0 ? 'text' : 'choice',
    options: read,
  }
}

/** The first fault of the questions: which question, which option of it (both from 1), and what. */
export function faultOf(
  questions: readonly RuleQuestion[],
): { q: number; n: number; what: 'noQuestion' | 'wrongOption' | 'twiceOption' } | undefined {
  for (const [at, { zh, options }] of questions.entries()) {
    const q = at + 1
    if (zh.trim() === '') return { q, n: 0, what: 'noQuestion' }
    const wrong = options.findIndex(
      (one) => isFilled(one) && (one.zh.trim() === '' || !areDays(one.days)),
    )
    if (wrong >= 0) return { q, n: wrong + 1, what: 'wrongOption' }
    const words = options.map((one) => one.zh.trim())
    const twice = words.findIndex((word, index) => word !== '' && words.indexOf(word) < index)
    if (twice >= 0) return { q, n: twice + 1, what: 'twiceOption' }
  }
  return undefined
}

const isFilled = ({ zh, en, grade, days }: OptionTyped) =>
  [zh, en, grade, days].some((typed) => typed.trim() !== '')

const areDays = (typed: string) =>
  /^\d{0,4}$/.test(typed.trim()) && Number(typed.trim()) <= mostDays

/** A key nothing else of the list has. */
export function freshKey(taken: readonly string[]): string {
  let n = taken.length + 1
  while (taken.includes(`k${n}`)) n += 1
  return `k${n}`
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
