import { total } from '../modules/metrics/index.ts'

export const widget = total
