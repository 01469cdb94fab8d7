import { expect, test } from 'vitest'
import { analysisScreens } from '#modules/analysis/web/screens.ts'
import { appointmentScreens } from '#modules/appointments/web/screens.ts'
import { customerScreens } from '#modules/customers/web/screens.ts'
import { lossScreens } from '#modules/losses/web/screens.ts'
import { opportunityScreens } from '#modules/opportunities/web/screens.ts'
import { reminderPanels, reminderScreens } from '#modules/reminders/web/screens.ts'
import { builtInRoles } from '#shared/built-in-roles.ts'
import { navigationOf, type Screen } from '#ui/screen.ts'

/** The seven processes, each with who works it and where (seed row 000-05). */
const processes: [name: string, role: string, screens: Screen[], path: string][] = [
  ['opportunities', 'sales_manager', opportunityScreens, '/prospects'],
  ['follow-up plans', 'consultant', opportunityScreens, '/today'],
  ['decision analysis', 'general_manager', analysisScreens, '/analysis'],
  ['customer call-back', 'care_agent', lossScreens, '/losses'],
  ['service booking', 'service_advisor', appointmentScreens, '/appointments'],
  ['customer file', 'care_agent', customerScreens, '/customers'],
]

test.each(processes)(
  '[000-05] %s has its place in the navigation of %s',
  (_name, key, screens, path) => {
    const grants = builtInRoles.find((role) => role.key === key)?.grants ?? {}
    const seen = screens.filter(
      (screen) => screen.permission === undefined || screen.permission in grants,
    )
    const shown = navigationOf(seen).flatMap((group) => group.screens.map((screen) => screen.path))
    expect(shown).toContain(path)
  },
)

test('[000-05] customer reminders hang on the bell of every page', () => {
  expect(reminderPanels.some((panel) => panel.slot === 'header')).toBe(true)
  expect(reminderScreens.map((screen) => screen.path)).toContain('/reminders')
})
