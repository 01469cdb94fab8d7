import { describe } from 'vitest'
import { tryEveryScreen } from './every-screen.ts'

describe('[002-31] every screen at desk in zh', () => tryEveryScreen('desk', 'zh'))
