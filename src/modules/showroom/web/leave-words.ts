import type { Leave } from '../contracts/rotation.ts'

export const partOfLeave = {
  all: 'partAll',
  morning: 'partMorning',
  afternoon: 'partAfternoon',
} as const satisfies Record<Leave['part'], string>

export const kindOfLeave = {
  rest: 'leaveRest',
  leave: 'leaveLeave',
  training: 'leaveTraining',
  business: 'leaveBusiness',
  other: 'leaveOther',
} as const satisfies Record<Leave['kind'], string>

export const stateOfLeave = {
  asked: 'leaveStateAsked',
  approved: 'leaveStateApproved',
  refused: 'leaveStateRefused',
  withdrawn: 'leaveStateWithdrawn',
} as const satisfies Record<Leave['state'], string>
