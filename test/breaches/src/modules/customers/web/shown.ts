import { around } from '../server/around-the-door.ts'

export const shown = around
