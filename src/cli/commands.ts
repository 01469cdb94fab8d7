import { backupCommand } from './backup.ts'
import { certificateCommand } from './certificate.ts'
import type { Command } from './command.ts'
import { createAdminCommand } from './create-admin.ts'
import { importCommand } from './import.ts'
import { metricCommand } from './metric.ts'
import { migrateCommand } from './migrate.ts'
import { refreshDemoCommand } from './refresh-demo.ts'
import { restoreCommand } from './restore.ts'
import { routesCommand } from './routes.ts'
import { simulateCommand } from './simulate.ts'
import { undoCommand } from './undo.ts'

/** Every command of `npm run keyuan`. */
export const commands: Command[] = [
  migrateCommand,
  createAdminCommand,
  metricCommand,
  backupCommand,
  restoreCommand,
  routesCommand,
  simulateCommand,
  importCommand,
  undoCommand,
  refreshDemoCommand,
  certificateCommand,
]
