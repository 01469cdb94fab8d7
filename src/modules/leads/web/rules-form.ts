import type { LeadRules } from '../contracts/lead-rules.ts'

type Question = LeadRules['questions'][number]
export type Rule = LeadRules['assignment'][number]
/** A question with its options as they are typed. */
export type RuleQuestion = Question & { typed: string }
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

/** The options of a question as lines `7 天内 | Within 7 days | A | 7`. */
export const sayOptions = (options: Question['options']): string =>
  options
    .map(({ zh, en, grade, days }) =>
      [zh, en, grade ?? '', days ?? ''].join(' | ').replace(/[ |]+$/, ''),
    )
    .join('\n')

/** The options of the lines; keys of options that kept their words stay. */
export function readOptions(
  text: string,
  before: Question['options'],
): Question['options'] | number {
  const options: Question['options'] = []
  for (const [index, line] of linesOf(text).entries()) {
    const [zh = '', en = '', grade = '', days = ''] = line.split(/[|｜]/).map((cell) => cell.trim())
    const letter = grade.toUpperCase()
    if (zh === '' || (letter !== '' && !/^[ABCD]$/.test(letter))) return index + 1
    if (days !== '' && !/^\d{1,3}$/.test(days)) return index + 1
    const kept = before.find((one) => one.zh === zh)?.key
    options.push({
      key: kept ?? freshKey(options.map(({ key }) => key).concat(before.map(({ key }) => key))),
      zh,
      en: en === '' ? zh : en,
      grade: letter === '' ? null : (letter as 'A'),
      days: days === '' ? null : Number(days),
    })
  }
  return options
}

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
