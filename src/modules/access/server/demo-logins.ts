import type { FastifyRequest } from 'fastify'
import type { Tx } from '#foundation/db/database.ts'
import { accessError } from '../contract.ts'
import { findDemoLogin, listDemoLogins } from './demo-logins.queries.ts'

/** Refuses unless the request comes from this very machine and through no proxy. */
export function assertDemoHere(request: FastifyRequest): void {
  const address = request.socket.remoteAddress ?? ''
  const isLoopback = /^(127\.|::1$|::ffff:127\.)/.test(address)
  if (!isLoopback || request.headers['x-forwarded-for'] !== undefined)
    throw accessError('access.demo_only')
}

/** One person per role of the demo groups, and everybody of the store where a newcomer starts. */
export async function listDemoPeople(tx: Tx) {
  const rows = await listDemoLogins(tx)
  if (rows.length === 0) throw accessError('access.demo_only')
  return rows
}

/** A person of a demo group by log-in name; people of real groups are never found here. */
export async function findDemoPerson(
  tx: Tx,
  login: string,
): Promise<{ id: string; groupId: number }> {
  const person = await findDemoLogin(tx, login)
  if (!person) throw accessError('access.demo_only')
  return person
}
