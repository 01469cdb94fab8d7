import {
  type ComponentType,
  createContext,
  type LazyExoticComponent,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
  useMemo,
} from 'react'
import type { IntentLevel } from '#shared/intent-level.ts'
import type { Permission } from '#shared/permissions.ts'
import type { WorkKind } from '#shared/work-kinds.ts'
import { useRights } from '#ui/session.tsx'
import type { TableParts } from '#ui/table/parts.ts'

/** The places of screens where modules above may show something of theirs, and what each is told. */
export interface SlotParts {
  /** The head of every page. */
  header: object
  /** The consultant's day, above the list. */
  today: object
  /** The floor, beside the open visits. */
  floor: object
  /** The morning meeting, above the lists. */
  morning: object
  /** A customer's page: beneath the name, in the main column, beside it, and among the actions. */
  'customer-head': { customerId: string }
  'customer-main': { customerId: string }
  'customer-aside': { customerId: string }
  'customer-actions': { customerId: string }
  /** Among the actions of a lead. */
  'lead-actions': { customerId: string }
  /** In the sheet that completes a follow-up, beneath the note. */
  'contact-form': { customerId: string; level?: IntentLevel; contactId?: string }
  /** A day of the cards' calendar, beside its promises: what else is planned on it. */
  'calendar-day': { day: string }
  /** On the screen of a kind of work: who executes and who checks it. */
  duty: { work: WorkKind }
  /** Beside every list: saved views, columns kept, the file it leaves as. */
  'table-tools': TableParts
  /** The person's own page. */
  profile: object
}
export type SlotName = keyof SlotParts

/** What a module offers for a place, as its `web/screens.ts` lists it; loaded when it is shown. */
export type Panel = { [Name in SlotName]: PanelFor<Name> }[SlotName]

interface PanelFor<Name extends SlotName> {
  slot: Name
  /** Who sees it; without one everybody who sees the screen. */
  permission?: Permission
  load: () => Promise<{ default: ComponentType<SlotParts[Name]> }>
}

interface LoadedPanel {
  slot: SlotName
  permission?: Permission
  // Which parts a panel takes is checked where it is declared; here all panels are alike.
  Content: LazyExoticComponent<ComponentType<object>>
}

const PanelsContext = createContext<readonly LoadedPanel[]>([])

/** Gives the screens beneath the panels of all modules. */
export function PanelsProvider(props: { panels: readonly Panel[]; children: ReactNode }) {
  const { panels } = props
  const value = useMemo(
    () =>
      panels.map((panel) => ({
        slot: panel.slot,
        permission: panel.permission,
        Content: lazy(() => loadOrNothing(panel.load)),
      })),
    [panels],
  )
  return <PanelsContext.Provider value={value}>{props.children}</PanelsContext.Provider>
}

/** The place itself: what was offered for it and the person may see, in the order of the wiring. */
export function Slot<Name extends SlotName>(props: { name: Name } & SlotParts[Name]) {
  const { name, ...parts } = props
  const may = useRights()
  const panels = useContext(PanelsContext).filter(
    ({ slot, permission }) => slot === name && (permission === undefined || may(permission)),
  )
  return panels.map(({ Content }, place) => (
    <Suspense key={place}>
      <Content {...parts} />
    </Suspense>
  ))
}

/** A panel that cannot be loaded (no network) must not take the screen with it. */
function loadOrNothing(load: Panel['load']): Promise<{ default: ComponentType<object> }> {
  return (load as () => Promise<{ default: ComponentType<object> }>)().catch(() => ({
    default: () => null,
  }))
}
