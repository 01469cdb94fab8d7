import { total } from '../../metrics/index.ts'

export const upward = total
