import { describe } from 'vitest'
import { tryEveryScreen } from './every-screen.ts'

describe('every screen at desk in zh', () => tryEveryScreen('desk', 'zh'))
