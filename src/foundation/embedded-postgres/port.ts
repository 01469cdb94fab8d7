import { randomInt } from 'node:crypto'
import net from 'node:net'
import { type DataPaths, readIfThere, writePrivateFile } from './state-files.ts'

// Below the range systems hand out to outgoing connections: the port stays ours across a restart.
const LOWEST = 20_000
const HIGHEST = 32_000

/**
 * The port the server shall listen on: the wanted one, else the one of the last start while it
 * is free, else a free one. What is chosen is remembered in the data directory.
 */
export async function choosePort(paths: DataPaths, wanted?: number): Promise<number> {
  const last = Number(readIfThere(paths.port))
  const port = wanted ?? (last > 0 && (await isFree(last)) ? last : await findFreePort())
  if (port !== last) writePrivateFile(paths.port, `${port}\n`)
  return port
}

async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      probe.close(() => resolve(true)),
    )
  })
}
