export { cancelQuietly } from './server/doors.ts'
export { makeAppointmentFor } from './server/make-appointment.ts'
