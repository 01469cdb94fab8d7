export { dropKeyDates, type NewKeyDate, planKeyDates } from './server/key-dates.ts'
export { planTask, unplanTask } from './server/tasks.ts'
