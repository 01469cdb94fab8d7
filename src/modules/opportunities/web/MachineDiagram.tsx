import type { CallOutput } from '#shared/contract.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import type { OpportunityState } from '../contracts/card.ts'
import type { readMachine } from '../contracts/machine.ts'
import { lifeWords } from '../life-words.ts'
import { cardWords } from '../words.ts'
import { useRoleNames } from './AskApproval.tsx'

type Machine = CallOutput<typeof readMachine>
type Step = Machine['steps'][number]

interface Place {
  x: number
  y: number
}
const box = { width: 150, height: 52 }
/** Where each state stands; the steps between them are drawn from the data. */
const places: Record<OpportunityState | 'archived' | 'purged', Place> = {
  suspended: { x: 230, y: 60 },
  active: { x: 230, y: 215 },
  loss_proposed: { x: 230, y: 370 },
  signed: { x: 520, y: 215 },
  terminated: { x: 830, y: 60 },
  delivered: { x: 830, y: 215 },
  lost: { x: 830, y: 370 },
  archived: { x: 1090, y: 215 },
  purged: { x: 1090, y: 370 },
}
/** How far a line between two states is bent to go round what lies between them. */
const bends: Record<string, number> = { 'suspended>loss_proposed': -170 }
const ended = ['delivered', 'lost', 'terminated', 'archived', 'purged']

interface Edge {
  from: keyof typeof places
  to: keyof typeof places
  steps: Step[]
}

/** The machine as a picture made from its data; lines and marks differ in shape, not in colour alone. */
export function MachineDiagram({ machine }: { machine: Machine }) {
  const t = useWords(lifeWords)
  const c = useWords(cardWords)
  const approversFor = useApprovers(machine)
  const edges = edgesOf(machine.steps)
  const nameOf = (state: keyof typeof places) =>
    state === 'archived' || state === 'purged' ? t(state) : c(state)
  return (
    <div className="machine-picture" role="region" aria-label={t('diagram')} tabIndex={0}>
      <svg viewBox="0 0 1220 520" role="img" aria-label={t('machineHint')}>
        <defs>
          <marker
            id="machine-arrow"
            viewBox="0 0 10 10"
            refX="9"
            refY="5"
            markerWidth="8"
            markerHeight="8"
            orient="auto-start-reverse"
          >
            <path d="M0 0 L10 5 L0 10 z" fill="currentColor" />
          </marker>
        </defs>
        <g stroke="currentColor" fill="none" strokeWidth="1.6">
          <circle cx="40" cy={places.active.y} r="9" fill="currentColor" />
          <path
            d={`M49 ${places.active.y} H${places.active.x - box.width / 2}`}
            markerEnd="url(#machine-arrow)"
          />
        </g>
        {edges.map((edge) => (
          <EdgeLine
            key={`${edge.from}>${edge.to}`}
            edge={edge}
            isPaired={edges.some((one) => one.from === edge.to && one.to === edge.from)}
            lines={edge.steps.flatMap((step) => [t(step.verb as 'suspend'), ...approversFor(step)])}
          />
        ))}
        {Object.entries(places).map(([state, place]) => (
          <StateBox
            key={state}
            place={place}
            name={nameOf(state as keyof typeof places)}
            isEnd={ended.includes(state)}
          />
        ))}
        <Stages machine={machine} />
      </svg>
      <p className="k-muted k-line">
        <span>── {t('legendPerson')}</span>
        <span>╌╌ {t('legendOrder')}</span>
        <span>◆ {t('legendApproval')}</span>
        <span>▣ {t('legendEnd')}</span>
      </p>
    </div>
  )
}

/** One line per pair of states; the product's own steps are told in the table only. */
function edgesOf(steps: readonly Step[]): Edge[] {
  const edges = new Map<string, Edge>()
  const add = (from: Edge['from'], to: Edge['to'], step: Step) => {
    const key = `${from}>${to}`
    const edge = edges.get(key) ?? { from, to, steps: [] }
    edge.steps.push(step)
    edges.set(key, edge)
  }
  for (const step of steps) {
    if (step.by === 'product') continue
    for (const from of step.from) {
      if (step.to) add(from, step.to, step)
      else if (step.verb === 'archive') add(from, 'archived', step)
    }
    if (step.verb === 'purge') add('archived', 'purged', step)
  }
  return [...edges.values()]
}

function EdgeLine(props: { edge: Edge; isPaired: boolean; lines: string[] }) {
  const { edge, isPaired, lines } = props
  const bend = bends[`${edge.from}>${edge.to}`] ?? 0
  const from = places[edge.from]
  const to = places[edge.to]
  const dx = to.x - from.x
  const dy = to.y - from.y
  const length = Math.hypot(dx, dy)
  const across = { x: -dy / length, y: dx / length }
  // The long words about waking stand on the side that is free.
  const aside = isPaired ? -26 : 0
  const at = (place: Place): Place => ({
    x: place.x + across.x * aside,
    y: place.y + across.y * aside,
  })
  const middle = {
    x: (from.x + to.x) / 2 + across.x * (aside - bend * Math.sign(across.x || 1)),
    y: (from.y + to.y) / 2 + across.y * aside,
  }
  if (bend) middle.x = from.x + bend
  const start = bend ? { x: from.x - box.width / 2, y: from.y } : borderOf(at(from), from, at(to))
  const end = bend ? { x: to.x - box.width / 2, y: to.y } : borderOf(at(to), to, at(from))
  const path = bend
    ? `M${start.x} ${start.y} C${middle.x} ${start.y} ${middle.x} ${end.y} ${end.x} ${end.y}`
    : `M${start.x} ${start.y} L${end.x} ${end.y}`
  // Words on a slant stand nearer its end, clear of those beside the upright lines.
  const along = dx !== 0 && dy !== 0 ? 0.7 : 0.5
  const label = bend
    ? { x: 4, y: (start.y + end.y) / 2 + 60 }
    : {
        x: start.x + (end.x - start.x) * along + across.x * 4,
        y: start.y + (end.y - start.y) * along + across.y * 4,
      }
  const isOfOrder = edge.steps.every((step) => step.by === 'order')
  const isUpright = Math.abs(dx) < 1 && !bend
  const isRight = across.x * aside >= 0 && aside !== 0
  const anchor = bend ? 'start' : isUpright ? (isRight ? 'start' : 'end') : 'middle'
  const shift = isUpright ? (isRight ? 10 : -10) : 0
  const rise = isUpright
    ? -(lines.length - 1) * 17
    : across.y * aside > 0
      ? 18
      : -8 - (lines.length - 1) * 17
  return (
    <g>
      <path
        d={path}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeDasharray={isOfOrder ? '6 5' : undefined}
        markerEnd="url(#machine-arrow)"
      />
      {lines.map((line, n) => (
        <text
          key={`${n} ${line}`}
          className="machine-label"
          x={label.x + shift}
          y={label.y + rise + n * 17}
          textAnchor={anchor}
        >
          {line}
        </text>
      ))}
    </g>
  )
}

/** Where a line towards `other` leaves the box around `centre`. */
function borderOf(point: Place, centre: Place, other: Place): Place {
  const dx = other.x - point.x
  const dy = other.y - point.y
  const right = centre.x + (Math.sign(dx) * box.width) / 2
  const low = centre.y + (Math.sign(dy) * box.height) / 2
  const byX = dx === 0 ? Number.POSITIVE_INFINITY : (right - point.x) / dx
  const byY = dy === 0 ? Number.POSITIVE_INFINITY : (low - point.y) / dy
  const part = Math.min(byX, byY)
  return { x: point.x + dx * part, y: point.y + dy * part }
}

function StateBox(props: { place: Place; name: string; isEnd: boolean }) {
  const { place, name, isEnd } = props
  const x = place.x - box.width / 2
  const y = place.y - box.height / 2
  return (
    <g>
      <rect className="machine-box" x={x} y={y} width={box.width} height={box.height} rx="8" />
      {isEnd ? (
        <rect
          className="machine-inner"
          x={x + 4}
          y={y + 4}
          width={box.width - 8}
          height={box.height - 8}
          rx="5"
        />
      ) : null}
      <text className="machine-state" x={place.x} y={place.y + 6} textAnchor="middle">
        {name}
      </text>
    </g>
  )
}

/** The stages below the states: their order, and which need an approval to enter. */
function Stages({ machine }: { machine: Machine }) {
  const t = useWords(lifeWords)
  const roles = useRoleNames()
  const locale = useLocale()
  const { stages } = machine.rules
  const width = Math.min(190, 1060 / (stages.length + 2))
  const all = [
    ...stages.map(({ percent, name, nameEn, approvers }) => ({
      percent,
      name: locale === 'en' && nameEn !== '' ? nameEn : name,
      approvers,
      isOfOrder: false,
    })),
    { percent: 90, name: t('stage90'), approvers: [], isOfOrder: true },
    { percent: 100, name: t('stage100'), approvers: [], isOfOrder: true },
  ]
  return (
    <g transform="translate(110 450)">
      <text className="machine-label" x="-95" y="28">
        {t('stages')}
      </text>
      {all.map((stage, n) => (
        <g key={stage.percent} transform={`translate(${n * width} 0)`}>
          <path
            className="machine-box"
            strokeDasharray={stage.isOfOrder ? '6 5' : undefined}
            d={`M0 0 H${width - 18} L${width - 6} 20 L${width - 18} 40 H0 L12 20 z`}
          />
          <text className="machine-label" x={width / 2} y="25" textAnchor="middle">
            {stage.percent}% {stage.name}
          </text>
          {stage.approvers.length > 0 ? (
            <text className="machine-label" x={width / 2} y="58" textAnchor="middle">
              ◆ {roles(stage.approvers)}
            </text>
          ) : null}
        </g>
      ))}
    </g>
  )
}

/** Who approves a step, as the rules say now. */
function useApprovers(machine: Machine) {
  const t = useWords(lifeWords)
  const roles = useRoleNames()
  const { suspend, activate, terminate } = machine.rules
  // Where few are asked, the case and who is asked stand on lines of their own.
  const marked = (all: string[]) =>
    all.flatMap((one) => `◆ ${all.length > 2 ? one.replace('\n', ': ') : one}`.split('\n'))
  return (step: Step): string[] => {
    const named = (approvers: readonly string[], label = '') =>
      approvers.length === 0 ? [] : [label ? `${label}\n${roles(approvers)}` : roles(approvers)]
    switch (step.approval) {
      case 'suspend':
        return marked(named(suspend.approvers))
      case 'terminate':
        return marked(named(terminate.approvers))
      case 'activate':
        return marked([
          ...named(activate.early, t('early')),
          ...named(activate.due, t('due')),
          ...(activate.long.days > 0
            ? named(activate.long.approvers, `> ${activate.long.days}`)
            : []),
          ...named(activate.again, t('again')),
        ])
      default:
        return []
    }
  }
}
