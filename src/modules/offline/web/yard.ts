import {
  markStep,
  type Road,
  roadOf,
  roadOfCustomer,
  type StepView,
} from '#modules/road/contract.ts'
import {
  getTestDrive,
  listTestDrives,
  recordFeedback,
  type TestDrive,
} from '#modules/test-drives/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { OfflineRule, PlacedCommand, Request } from '#ui/offline/command.ts'
import { offlineWords } from '../words.ts'
import { type DeviceView, findCard } from './view.ts'

/** What a consultant does beside the car, where the network often ends. */
export const yardRules: OfflineRule<DeviceView>[] = [
  {
    method: markStep.method,
    path: markStep.path,
    title: offlineWords.roadStep,
    about: ({ params }, view) => findCard(view, String(params?.id))?.card.customerName ?? '',
    prepare: (request) => ({
      ...request,
      body: { ...request.body, id: request.body?.id ?? uuidv7() },
    }),
    answer: ({ params }) => ({ opportunityId: params?.id }),
  },
  {
    method: recordFeedback.method,
    path: recordFeedback.path,
    title: offlineWords.driveFeedback,
    // The device keeps customers, not drives: the line is known by its time.
    about: () => '',
    answer: ({ params, body }) => ({ id: params?.id, ...body }),
  },
]

/** Unsent ticks on a road, and unsent words on a drive; any other answer as it is. */
export function overlayYard(request: Request, answer: unknown, view: DeviceView): unknown {
  switch (request.path) {
    case roadOf.path:
      return ticked(answer as Road, view)
    case roadOfCustomer.path: {
      const { road } = answer as { road: Road | null }
      return { road: road && ticked(road, view) }
    }
    case getTestDrive.path:
      return told(answer as TestDrive, view)
    case listTestDrives.path: {
      const list = answer as { items: TestDrive[] }
      return { ...list, items: list.items.map((drive) => told(drive, view)) }
    }
    default:
      return answer
  }
}

const unsentOf = (view: DeviceView, path: string, id: string) =>
  view.unsent.filter((command) => command.path === path && command.params?.id === id)

function ticked(road: Road, view: DeviceView): Road {
  const marks = unsentOf(view, markStep.path, road.opportunityId)
  if (marks.length === 0) return road
  const steps = road.steps.map((step) =>
    marks.filter(({ body }) => body?.step === step.step).reduce(withMark(view), step),
  )
  const hasNext = steps.some(({ state }) => state === 'next')
  const first = hasNext ? -1 : steps.findIndex(({ state }) => state === 'open')
  return {
    ...road,
    steps: steps.map((step, place) => (place === first ? { ...step, state: 'next' } : step)),
  }
}

const withMark =
  (view: DeviceView) =>
  (step: StepView, { body, enteredAt: at }: PlacedCommand): StepView => {
    const by = view.holder.personName
    if (body?.kind === 'item')
      return {
        ...step,
        items: step.items.map((item) => (item.key === body.item ? { ...item, at, by } : item)),
      }
    const state = body?.kind === 'skipped' ? 'skipped' : 'done'
    // Without an id: it is taken back on the list of what is not sent, not here.
    return { ...step, state, how: 'tick', at, by, reason: String(body?.reason ?? ''), markId: null }
  }

/** Each unsent save makes a version, so that the next one is sent after it and not against it. */
const told = (drive: TestDrive, view: DeviceView): TestDrive =>
  unsentOf(view, recordFeedback.path, drive.id).reduce(
    (now, { body }) => ({ ...now, ...body, version: now.version + 1 }),
    drive,
  )
