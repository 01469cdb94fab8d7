/** What screens of the modules above may show of test drives. */
export { NewTestDriveSheet } from './NewTestDriveSheet.tsx'
