import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const dashboardTitles = defineWords({
  dashboards: ['仪表盘', 'Dashboards'],
  reports: ['自定义报表', 'Report builder'],
  wall: ['大屏看板', 'Wall board'],
  displays: ['大屏地址', 'Wall displays'],
})
