/** A fixed question of the verification call, as a store keeps it (seed row 001-36). */
export interface LeadQuestion {
  key: string
  zh: string
  en: string
  /** `choice` offers options; `text` takes words. */
  kind: 'choice' | 'text'
  options: readonly LeadOption[]
}
export interface LeadOption {
  key: string
  zh: string
  en: string
  /** The weakest grade any answer hints at is the one suggested. */
  grade: 'A' | 'B' | 'C' | 'D' | null
  /** How many days from now the purchase is expected, where the answer says it. */
  days: number | null
}
/** The option chosen, or the words said, by question. */
export interface LeadAnswer {
  key: string
  option?: string | undefined
  text?: string | undefined
}

const option = (
  key: string,
  zh: string,
  en: string,
  more: Partial<Pick<LeadOption, 'grade' | 'days'>> = {},
): LeadOption => ({ key, zh, en, grade: null, days: null, ...more })

/** What a store asks until it says otherwise. Grades as in seed row 003-21. */
export const usualQuestions: readonly LeadQuestion[] = [
  {
    key: 'visit',
    zh: '什么时候方便到店看车、试驾？',
    en: 'When could you come for a look and a drive?',
    kind: 'choice',
    options: [
      option('week', '7 天内', 'Within 7 days', { grade: 'A' }),
      option('fortnight', '15 天内', 'Within 15 days', { grade: 'B' }),
      option('some_day', '时间说不准', 'No date yet', { grade: 'C' }),
      option('never', '不考虑了', 'Not any more', { grade: 'D' }),
    ],
  },
  {
    key: 'purchase',
    zh: '打算什么时候买车？',
    en: 'When do you plan to buy?',
    kind: 'choice',
    options: [
      option('week', '一周内', 'Within a week', { days: 7 }),
      option('month', '一个月内', 'Within a month', { days: 30 }),
      option('two_months', '两个月内', 'Within two months', { days: 60 }),
      option('later', '更晚', 'Later', { days: 120 }),
    ],
  },
  {
    key: 'payment',
    zh: '全款还是贷款？',
    en: 'Cash or finance?',
    kind: 'choice',
    options: [
      option('cash', '全款', 'Cash'),
      option('finance', '贷款', 'Finance'),
      option('open', '还没定', 'Not decided'),
    ],
  },
  {
    key: 'trade_in',
    zh: '有旧车要置换吗？',
    en: 'Is there a car to trade in?',
    kind: 'choice',
    options: [option('yes', '有', 'Yes'), option('no', '没有', 'No')],
  },
  { key: 'rivals', zh: '还在比较哪些车？', en: 'Which other cars?', kind: 'text', options: [] },
]

const strength = ['D', 'C', 'B', 'A'] as const

/**
 * What the answers suggest: the weakest grade hinted at, with the question that said so, and the days
 * to the purchase. Pure; the caller decides.
 */
export function suggestGrade(
  questions: readonly LeadQuestion[],
  answers: readonly LeadAnswer[],
): { grade: 'A' | 'B' | 'C' | 'D' | null; because: LeadQuestion | null; days: number | null } {
  const chosen = questions.flatMap((question) => {
    const answer = answers.find(({ key }) => key === question.key)
    const found = question.options.find(({ key }) => key === answer?.option)
    return found ? [{ question, option: found }] : []
  })
  const hints = chosen
    .filter(({ option: { grade } }) => grade !== null)
    .sort((a, b) => rank(a.option) - rank(b.option))
  return {
    grade: hints[0]?.option.grade ?? null,
    because: hints[0]?.question ?? null,
    days: chosen.find(({ option: { days } }) => days !== null)?.option.days ?? null,
  }
}

const rank = ({ grade }: LeadOption): number =>
  grade === null ? strength.length : strength.indexOf(grade)
