import { statfsSync } from 'node:fs'
import os from 'node:os'

const MEGABYTE = 1024 * 1024
const ROOMY_SHARED_MEMORY = 256 * MEGABYTE

/** PostgreSQL settings by name, values as in postgresql.conf. */
export type PostgresSettings = Record<string, string | number>

/**
 * Settings for one store on a small PC: nothing acknowledged is ever lost, at most some 700 MB
 * used. Error texts stay out of the log (the application reports them), so that no customer's
 * data gets there. `extra` wins over what is set here.
 */
export function postgresSettings(port: number, extra: PostgresSettings = {}): PostgresSettings {
  const memory = Math.floor(os.totalmem() / MEGABYTE)
  return {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '256MB',
    effective_cache_size: `${Math.max(512, Math.floor(memory / 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    dynamic_shared_memory_type: dynamicSharedMemory(),
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_compression: 'on',
    min_wal_size: '128MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '[%p] ',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    ...(process.platform === 'linux' ? { client_connection_check_interval: '5s' } : {}),
    ...extra,
  }
}

/** The settings as arguments of `postgres`. */
export function settingArguments(settings: PostgresSettings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** A container's /dev/shm is often 64 MB, too little for parallel queries. */
function dynamicSharedMemory(): string {
  if (process.platform === 'win32') return 'windows'
  if (process.platform !== 'linux') return 'posix'
  try {
    const shm = statfsSync('/dev/shm')
    return shm.bavail * shm.bsize >= ROOMY_SHARED_MEMORY ? 'posix' : 'mmap'
  } catch {
    return 'mmap'
  }
}
