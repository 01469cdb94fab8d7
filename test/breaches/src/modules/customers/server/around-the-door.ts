import { rule } from '../../metrics/server/rule.ts'

export const around = rule
