import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { appointmentTitles } from '../titles.ts'

export const appointmentScreens: Screen[] = [
  {
    path: '/appointments',
    title: appointmentTitles.appointments,
    permission: 'appointments.read',
    nav: { group: 'day', order: 3, icon: 'calendar' },
    load: async () => ({ default: (await import('./AppointmentsPage.tsx')).AppointmentsPage }),
  },
]

const makeAppointment = async () => ({
  default: (await import('./MakeAppointment.tsx')).MakeAppointment,
})

/** Where a customer is looked at, contacted, expected and received. */
export const appointmentPanels: Panel[] = [
  { slot: 'customer-actions', permission: 'appointments.write', load: makeAppointment },
  { slot: 'contact-form', permission: 'appointments.write', load: makeAppointment },
  { slot: 'lead-actions', permission: 'appointments.write', load: makeAppointment },
  {
    slot: 'customer-aside',
    permission: 'appointments.read',
    load: async () => ({
      default: (await import('./CustomerAppointments.tsx')).CustomerAppointments,
    }),
  },
  {
    slot: 'today',
    permission: 'appointments.read',
    load: async () => ({ default: (await import('./TodayAppointments.tsx')).TodayAppointments }),
  },
  {
    slot: 'floor',
    permission: 'appointments.read',
    load: async () => ({ default: (await import('./FloorAppointments.tsx')).FloorAppointments }),
  },
]
