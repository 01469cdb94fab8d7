import { verify } from 'otplib'

/** Whether a six-digit code is right at a moment, half a minute early or late allowed (RFC 6238). */
export async function isRightCode(secret: string, code: string, now: Date): Promise<boolean> {
  if (!/^\d{6}$/.test(code)) return false
  const checked = await verify({
    secret,
    token: code,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: 30,
  })
  return checked.valid
}
