import { hash, verify } from '@node-rs/argon2'
import { accessError } from '../contract.ts'
import { commonPasswords } from './common-passwords.ts'

/** The hash of a random password nobody knows: an unknown name costs as long as a wrong password. */
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$JKCUpStHCD7P0Z+k+Wsdow$glpL2ywtnwG6dgQ/k7Gs/d0dcZfr7mJQSpgXe/QJHYA'

/** Whether the password is right; takes the same time where there is none to compare with. */
export async function isRightPassword(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  const matches = await verify(passwordHash ?? nobodysHash, password).catch(() => false)
  return matches && passwordHash !== null && passwordHash !== undefined
}

/**
 * The argon2id hash of a new password (at least 10 characters, by the contract). Throws
 * access.password_is_login, access.password_common.
 */
export async function hashNewPassword(password: string, login: string): Promise<string> {
  const plain = password.trim().toLowerCase()
  if (plain === login.toLowerCase()) throw accessError('access.password_is_login')
  if (commonPasswords.has(plain) || isOneRun(plain)) throw accessError('access.password_common')
  return hash(password)
}

/** One character again and again, or characters that only count up or down. */
function isOneRun(text: string): boolean {
  const steps = new Set<number>()
  for (let i = 1; i < text.length; i++) steps.add(text.charCodeAt(i) - text.charCodeAt(i - 1))
  return steps.size <= 1 && [0, 1, -1].includes([...steps][0] ?? 0)
}
