/** Another live process holds the data directory; nothing in it was touched. */
export class DataDirectoryInUse extends Error {
  override name = 'DataDirectoryInUse'
  readonly code = 'data_directory_in_use'
  readonly dataDir: string
  /** Process number of the holder. */
  readonly pid: number
  /** Where the holder serves, when it has said so. */
  readonly address: string | undefined

  constructor(dataDir: string, holder: { pid: number; address?: string | undefined }) {
    const zh = holder.address === undefined ? '' : `，地址 ${holder.address}`
    const en = holder.address === undefined ? '' : ` and serves ${holder.address}`
    super(
      `数据目录 ${dataDir} 正在被进程 ${holder.pid} 使用${zh}。请先停止它，或用 KEYUAN_DATA 指定另一个目录。\n` +
        `The data directory ${dataDir} is in use: process ${holder.pid} holds it${en}. Stop it first, or choose another directory with KEYUAN_DATA.`,
    )
    this.dataDir = dataDir
    this.pid = holder.pid
    this.address = holder.address
  }
}

export type EmbeddedPostgresFault =
  | 'unsupported_platform'
  | 'binaries_unusable'
  | 'data_directory_unusable'
  | 'version_mismatch'
  | 'initdb_failed'
  | 'start_failed'

/** The embedded PostgreSQL cannot run here; the message says why, in Chinese and English. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError'
  readonly code: EmbeddedPostgresFault

  constructor(
    code: EmbeddedPostgresFault,
    message: { zh: string; en: string },
    options?: ErrorOptions,
  ) {
    super(`${message.zh}\n${message.en}`, options)
    this.code = code
  }
}
