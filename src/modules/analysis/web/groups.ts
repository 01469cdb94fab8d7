import type { QuestionName } from '../contract.ts'

/** The questions as a manager goes through them. */
export const questionGroups = [
  { key: 'groupTraffic', questions: ['traffic', 'rhythm', 'holidays', 'benchmarks'] },
  { key: 'groupFloor', questions: ['people', 'weekdays', 'targets', 'staffing'] },
  { key: 'groupMedia', questions: ['media', 'lag', 'sources'] },
  { key: 'groupDeals', questions: ['cycle-filed', 'cycle-closed', 'losses'] },
] as const satisfies { key: string; questions: QuestionName[] }[]
