import { listSeriesRoute } from '#modules/catalog/contract.ts'
import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import type { CallOutput } from '#shared/contract.ts'
import type { Request } from '#ui/offline/command.ts'
import type { OfflineKnowledge, SyncParts } from '#ui/offline/device.ts'
import { deviceRecords, mostPerRequest } from '../contract.ts'
import { answerOnDevice, overlayUnsent } from './answers.ts'
import { offlineRules } from './rules.ts'
import { type DeviceView, type Holder, makeView } from './view.ts'

/** Lists the forms of the floor choose from; the same for everybody of the store. */
const reference = new Set<string>([listOptionsRoute.path, listSeriesRoute.path])

/** What the forms ask for, fetched ahead so that they work at once without network. */
const ahead: Request[] = [
  { method: 'GET', path: listOptionsRoute.path, query: { kind: 'contact_result', state: 'all' } },
  { method: 'GET', path: listOptionsRoute.path, query: { kind: 'source', state: 'active' } },
  { method: 'GET', path: listOptionsRoute.path, query: { kind: 'purchase_type', state: 'active' } },
  { method: 'GET', path: listOptionsRoute.path, query: { kind: 'household', state: 'active' } },
  { method: 'GET', path: listSeriesRoute.path, query: { state: 'active' } },
]

/** Everything the product knows about the floor without network. */
export function floorKnowledge(holder: Holder): OfflineKnowledge<DeviceView> {
  return {
    rules: offlineRules,
    makeView: (records, unsent) => makeView(holder, records, unsent),
    answer: answerOnDevice,
    overlay: overlayUnsent,
    keeps: ({ path, params }, records) =>
      reference.has(path) ||
      holder.seesOwnOnly === true ||
      (/^\/api\/customers\/:id\/[a-z-]+$/.test(path) && records.has(String(params?.id))),
    outlasts: (path) => reference.has(path),
    sync: syncFloor,
  }
}

/** Fetches only what changed; what is no longer the person's leaves the device. */
async function syncFloor(parts: SyncParts): Promise<void> {
  const ask = (query: Record<string, unknown>) =>
    parts.ask({ method: 'GET', path: deviceRecords.path, query }) as Promise<
      CallOutput<typeof deviceRecords>
    >
  const held = await parts.stamps()
  const first = await ask({ digest: parts.digest })
  if (first.stamps !== null) {
    const wanted = new Map(first.stamps)
    const gone = [...held.keys()].filter((id) => !wanted.has(id))
    if (gone.length > 0) await parts.keep([], gone)
    const changed = first.stamps.filter(([id, stamp]) => held.get(id) !== stamp)
    for (let from = 0; from < changed.length; from += mostPerRequest) {
      const part = changed.slice(from, from + mostPerRequest)
      const { records } = await ask({ ids: part.map(([id]) => id).join(',') })
      await parts.keep(
        records.map((record) => ({
          id: record.customer.id,
          stamp: wanted.get(record.customer.id) ?? '',
          record,
        })),
        [],
      )
    }
    await parts.finish(first.digest)
  }
  for (const request of ahead) await parts.prefetch(request)
}
