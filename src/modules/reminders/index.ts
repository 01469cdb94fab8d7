export { planTask, unplanTask } from './server/tasks.ts'
