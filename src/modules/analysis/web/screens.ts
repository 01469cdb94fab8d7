import type { Screen } from '#ui/screen.ts'
import { analysisTitles } from '../titles.ts'

export const analysisScreens: Screen[] = [
  {
    path: '/analysis',
    title: analysisTitles.desk,
    permission: 'analysis.read',
    nav: { group: 'numbers', order: 4, icon: 'search' },
    load: async () => ({ default: (await import('./DeskPage.tsx')).DeskPage }),
  },
  {
    path: '/analysis/$question',
    title: analysisTitles.desk,
    permission: 'analysis.read',
    load: async () => ({ default: (await import('./QuestionPage.tsx')).QuestionPage }),
  },
]
