import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import type { RunAs } from './binaries.ts'

const FIRST_FREE_DESCRIPTOR = 3

/**
 * Starts a PostgreSQL program that works on files or folders the user it runs as may be unable
 * to reach by path (inside a folder only root can enter): they are opened here and handed over
 * as descriptors. `args` gets the names under which the program finds them. Standard output and
 * error are pipes; signals of the terminal do not reach the child.
 */
export function spawnOpened(
  command: string,
  task: { opened: string[]; args: (names: string[]) => string[]; runAs: RunAs | undefined },
): ChildProcess {
  const byDescriptor = task.runAs !== undefined && process.platform === 'linux'
  const descriptors = byDescriptor ? task.opened.map((name) => openSync(name, 'r')) : []
  const names = byDescriptor
    ? descriptors.map((_, index) => `/proc/self/fd/${FIRST_FREE_DESCRIPTOR + index}`)
    : task.opened
  try {
    return spawn(command, task.args(names), {
      ...task.runAs,
      cwd: process.platform === 'win32' ? undefined : '/',
      env: process.platform === 'win32' ? process.env : { PATH: '/usr/bin:/bin', TZ: 'UTC' },
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe', ...descriptors],
    })
  } finally {
    for (const descriptor of descriptors) closeSync(descriptor)
  }
}
