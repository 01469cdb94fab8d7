export { readStandings } from './server/leader-board.ts'
export { readStoreGoals } from './server/pace.ts'
