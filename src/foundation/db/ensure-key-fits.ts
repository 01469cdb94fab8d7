import { newClient } from './client.ts'

/** The database was sealed with another key than the one at hand. */
export class KeyDoesNotFit extends Error {
  constructor() {
    super(
      '数据库不是用这把密钥加密的：请放回原来的 keyuan.key，或设置正确的 KEYUAN_KEY。\n' +
        'The database was sealed with another key: put the original keyuan.key back, or set the right KEYUAN_KEY.',
    )
    this.name = 'KeyDoesNotFit'
  }
}

/** Notes the key of an empty database; refuses a database that belongs to another key. */
export async function ensureKeyFits(url: string, fingerprint: string): Promise<void> {
  const client = newClient(url)
  await client.connect()
  try {
    await client.query(
      `insert into keyuan.installation (id, key_fingerprint, created_at) values (1, $1, now())
       on conflict (id) do nothing`,
      [fingerprint],
    )
    const { rows } = await client.query<{ key_fingerprint: string }>(
      'select key_fingerprint from keyuan.installation',
    )
    if (rows[0]?.key_fingerprint !== fingerprint) throw new KeyDoesNotFit()
  } finally {
    await client.end()
  }
}
