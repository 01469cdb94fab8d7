export { readTimeline } from './server/timeline.ts'
