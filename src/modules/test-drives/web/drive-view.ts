import type { CallOutput } from '#shared/contract.ts'
import type { getTestDrive } from '../contract.ts'

/** One test drive as its sheet shows it. */
export type DriveView = CallOutput<typeof getTestDrive>
