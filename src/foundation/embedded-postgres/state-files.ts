import {
  chownSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'

/** Where everything of the embedded PostgreSQL lies within a data directory. */
export interface DataPaths {
  dataDir: string
  /** Held by the supervising process while it lives. */
  lock: string
  /** Folder of everything below. */
  home: string
  /** The cluster itself, owned by the user PostgreSQL runs as. */
  cluster: string
  password: string
  port: string
  /** Connection URL of the live server, for commands that run beside it. */
  runtime: string
}

/** The paths within a data directory; touches nothing. */
export function dataPaths(dataDir: string): DataPaths {
  const absolute = path.resolve(dataDir)
  const home = path.join(absolute, 'postgres')
  return {
    dataDir: absolute,
    lock: path.join(absolute, 'keyuan.lock'),
    home,
    cluster: path.join(home, 'cluster'),
    password: path.join(home, 'superuser-password'),
    port: path.join(home, 'port'),
    runtime: path.join(home, 'runtime.json'),
  }
}

/** Makes a folder only its owner can enter, unless it is there. */
export function ensurePrivateFolder(folder: string): void {
  if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) likeParent(folder)
}

/** Writes a file of mode 0600 whole or not at all. */
export function writePrivateFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`
  rmSync(draft, { force: true })
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx' })
  likeParent(draft)
  renameSync(draft, file)
}

/** The text of a file, or undefined where there is none. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** What root makes in a folder of another user must stay readable to that user. */
export function likeParent(entry: string): void {
  if (process.getuid?.() !== 0) return
  const parent = statSync(path.dirname(entry))
  chownSync(entry, parent.uid, parent.gid)
}

/** Makes a rename within a folder outlast a power cut. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
