import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { testDriveTitles } from '../titles.ts'

export const testDriveScreens: Screen[] = [
  {
    path: '/test-drives',
    title: testDriveTitles.testDrives,
    permission: 'test_drives.read',
    nav: { group: 'day', order: 4, icon: 'car' },
    load: async () => ({ default: (await import('./TestDrivesPage.tsx')).TestDrivesPage }),
  },
  {
    path: '/demo-cars',
    title: testDriveTitles.demoCars,
    permission: 'test_drives.manage',
    nav: { group: 'settings', order: 7, icon: 'car' },
    load: async () => ({ default: (await import('./DemoCarsPage.tsx')).DemoCarsPage }),
  },
  {
    path: '/test-drives/$id/agreement',
    title: testDriveTitles.agreement,
    permission: 'test_drives.write',
    load: async () => ({ default: (await import('./AgreementPage.tsx')).AgreementPage }),
  },
]

export const testDrivePanels: Panel[] = [
  {
    slot: 'customer-actions',
    permission: 'test_drives.write',
    load: async () => ({ default: (await import('./BookTestDrive.tsx')).BookTestDrive }),
  },
  {
    slot: 'customer-aside',
    permission: 'test_drives.read',
    load: async () => ({ default: (await import('./CustomerTestDrives.tsx')).CustomerTestDrives }),
  },
]
