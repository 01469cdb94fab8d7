import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { targetTableQuery } from '../contract.ts'

/** The table of a year as a sheet that can be read back: names, months, quarters, the year. */
export const exportTargets = defineRoute({
  method: 'GET',
  path: '/api/targets/export',
  summary: { zh: '导出目标表', en: 'The table of targets as a sheet' },
  access: 'targets.set',
  query: targetTableQuery,
  response: 'file',
})

/** The cells of a file as text, to be looked at before anything is set. */
export const readTargetSheet = defineRoute({
  method: 'POST',
  path: '/api/targets/sheet',
  summary: { zh: '读取目标文件（不保存）', en: 'Read a file of targets; nothing is set' },
  access: 'targets.set',
  upload: true,
  response: z.object({ rows: z.array(z.array(z.string())) }),
})
