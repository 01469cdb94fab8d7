import { describe } from 'vitest'
import { tryEveryScreen } from './every-screen.ts'

describe('every screen at phone in en', () => tryEveryScreen('phone', 'en'))
