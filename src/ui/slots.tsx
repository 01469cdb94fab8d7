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
import type { Permission } from '#shared/permissions.ts'
import { useRights } from '#ui/session.tsx'

/** The places of screens where modules above may show something of theirs. */
export type SlotName = 'today'

/** What a module offers for a place, as its `web/screens.ts` lists it; loaded when it is shown. */
export interface Panel {
  slot: SlotName
  /** Who sees it; without one everybody who sees the screen. */
  permission?: Permission
  load: () => Promise<{ default: ComponentType }>
}

interface LoadedPanel extends Panel {
  Content: LazyExoticComponent<ComponentType>
}

const PanelsContext = createContext<readonly LoadedPanel[]>([])

/** Gives the screens beneath the panels of all modules. */
export function PanelsProvider(props: { panels: readonly Panel[]; children: ReactNode }) {
  const { panels } = props
  const value = useMemo(
    () => panels.map((panel) => ({ ...panel, Content: lazy(() => loadOrNothing(panel)) })),
    [panels],
  )
  return <PanelsContext.Provider value={value}>{props.children}</PanelsContext.Provider>
}

/** The place itself: what was offered for it and the person may see, in the order of the wiring. */
export function Slot({ name }: { name: SlotName }) {
  const may = useRights()
  const panels = useContext(PanelsContext).filter(
    ({ slot, permission }) => slot === name && (permission === undefined || may(permission)),
  )
  return panels.map(({ Content }, place) => (
    <Suspense key={place}>
      <Content />
    </Suspense>
  ))
}

/** A panel that cannot be loaded (no network) must not take the screen with it. */
function loadOrNothing(panel: Panel): Promise<{ default: ComponentType }> {
  return panel.load().catch(() => ({ default: () => null }))
}
