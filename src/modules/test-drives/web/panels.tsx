/** What screens of the modules above may show of test drives. */
export { CustomerTestDrives } from './CustomerTestDrives.tsx'
export { NewTestDriveSheet } from './NewTestDriveSheet.tsx'
