import { useEffect, useRef } from 'react'
import { useAsk } from '#ui/ask.ts'
import { call } from '#ui/call.ts'
import { useNavigation } from '#ui/navigation.tsx'
import type { TableParts } from '#ui/table/parts.ts'
import { getListChoices, keepLayout } from '../contract.ts'
import { ExportButton } from './ExportButton.tsx'
import { useViewState, ViewsMenu } from './ViewsMenu.tsx'

/** What stands beside every list: its views, the columns kept with the account, the export. */
export function TableTools(parts: TableParts) {
  const choices = useAsk(getListChoices, { params: { list: parts.list } })
  const { data } = choices
  useKeptLayout(parts, data?.layout)
  useDefaultView(parts, data)
  if (data === undefined) return null
  return (
    <>
      <ViewsMenu parts={parts} views={data.views} defaultViewId={data.defaultViewId} />
      {data.exportColumns ? (
        <ExportButton
          parts={parts}
          columns={parts.shown.filter((key) => data.exportColumns?.includes(key))}
          reasonAbove={data.reasonAbove}
        />
      ) : null}
    </>
  )
}

/** The layout of the account comes first; what the person changes here is kept there. */
function useKeptLayout(parts: TableParts, kept: TableParts['layout'] | null): void {
  const { list, layout, layoutChanges, setLayout } = parts
  const isTaken = useRef(false)
  useEffect(() => {
    if (kept === undefined || isTaken.current) return
    isTaken.current = true
    if (kept !== null && layoutChanges === 0) setLayout(kept, false)
  }, [kept, layoutChanges, setLayout])
  useEffect(() => {
    if (layoutChanges === 0) return undefined
    const timer = setTimeout(() => {
      // Kept on this device in any case; the account follows when the network allows.
      call(keepLayout, { params: { list }, body: { layout: layout ?? null } }).catch(
        () => undefined,
      )
    }, 600)
    return () => clearTimeout(timer)
  }, [list, layout, layoutChanges])
}

type Choices = NonNullable<ReturnType<typeof useAsk<typeof getListChoices>>['data']>

/** A list opened without filters in its address opens with the person's default view. */
function useDefaultView(parts: TableParts, choices: Choices | undefined): void {
  const { search } = useNavigation()
  const { apply } = useViewState(parts)
  const isDone = useRef(false)
  useEffect(() => {
    if (choices === undefined || isDone.current) return
    isDone.current = true
    const isBare = ['view', 'sort', ...parts.state.names].every(
      (name) => search[name] === undefined,
    )
    const view = choices.views.find((one) => one.id === choices.defaultViewId)
    if (isBare && view) apply(view)
  }, [choices, parts.state.names, search, apply])
}
