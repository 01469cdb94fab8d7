import type { Screen } from '#ui/screen.ts'
import { loginTitles } from './titles.ts'

/** The screens behind one-time links: no log-in stands before them. */
export const entryScreens: Screen[] = [
  {
    path: '/first-start',
    title: loginTitles.firstStart,
    public: true,
    load: async () => ({ default: (await import('./FirstStartPage.tsx')).FirstStartPage }),
  },
  {
    path: '/invitation',
    title: loginTitles.invitation,
    public: true,
    load: async () => ({ default: (await import('./InvitationPage.tsx')).InvitationPage }),
  },
]
