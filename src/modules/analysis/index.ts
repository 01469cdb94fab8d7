export { computePeersOfGroup } from './server/peers.ts'
