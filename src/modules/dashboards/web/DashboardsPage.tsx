import { useState } from 'react'
import {
  changeView,
  chooseDefaultView,
  deleteView,
  getListChoices,
  restoreView,
  type SavedView,
} from '#modules/lists/contract.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan, useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { dashboardWords } from '../words.ts'
import { SaveSheet } from './SaveSheet.tsx'
import { standardBoards } from './standard-boards.ts'
import { readTile, readTiles, type Tile, writeTiles } from './spec.ts'
import { TileArranger } from './TileArranger.tsx'
import { TileCard } from './TileCard.tsx'
import './boards.css'

const list = { list: 'dashboards' }

/** The board one opens with: the role's standard one, or one arranged and saved. */
export function DashboardsPage() {
  const t = useWords(dashboardWords)
  const choices = useAsk(getListChoices, { params: list })
  if (choices.error)
    return <FailedPage error={choices.error} onRetry={() => void choices.refetch()} />
  return (
    <div className="k-stack boards">
      <h1>{t('dashboards')}</h1>
      {choices.data ? (
        <Boards views={choices.data.views} homeId={choices.data.defaultViewId} />
      ) : (
        <Skeleton rows={4} height={96} />
      )}
    </div>
  )
}

function Boards({ views, homeId }: { views: readonly SavedView[]; homeId: string | null }) {
  const t = useWords(dashboardWords)
  const locale = useLocale()
  const { search, setSearch } = useNavigation()
  const mayDisplay = useCan('displays.manage')
  const { roles } = useSession()
  const standard = roles.filter((role) => standardBoards[role.key] !== undefined)
  const nameOf = (role: (typeof standard)[number]) => (locale === 'zh' ? role.name : role.nameEn)
  const first = standard[0]?.key ?? 'administrator'
  const asked = search.board ?? homeId ?? first
  const view = views.find((one) => one.id === asked)
  const key = view?.id ?? (standard.some((role) => role.key === asked) ? asked : first)
  const tiles = view
    ? readTiles(view.query)
    : (standardBoards[key] ?? []).map((line, place) => readTile(line, String(place)))
  return (
    <>
      <div className="k-spread">
        <Select
          aria-label={t('dashboards')}
          value={key}
          onChange={(board) => setSearch({ board }, { replace: true })}
          options={[
            ...views.map((one) => ({
              value: one.id,
              label:
                one.canChange || !one.ownerName
                  ? one.name
                  : `${one.name} · ${t('sharedBy', { name: one.ownerName })}`,
            })),
            ...standard.map((role) => ({
              value: role.key,
              label: t('standardOf', { role: nameOf(role) }),
            })),
          ]}
        />
        <span className="k-line">
          <Link to="/reports">{t('reports')}</Link>
          <Link to="/wall">{t('wall')}</Link>
          {mayDisplay ? <Link to="/wall/displays">{t('displays')}</Link> : null}
        </span>
      </div>
      <Board key={key} view={view} tiles={tiles} isHome={homeId === (view?.id ?? null)} />
    </>
  )
}

function Board(props: { view: SavedView | undefined; tiles: readonly Tile[]; isHome: boolean }) {
  const { view, isHome } = props
  const t = useWords(dashboardWords)
  const { setSearch, LeaveGuard } = useNavigation()
  const [draft, setDraft] = useState<Tile[]>()
  const [isSaving, setSaving] = useState(false)
  const [isRenaming, setRenaming] = useState(false)
  const board = useBoardVerbs(view)
  const tiles = draft ?? props.tiles
  const finish = async () => {
    if (draft === undefined) return
    if (view?.canChange !== true) return setSaving(true)
    if (await board.save(draft)) setDraft(undefined)
  }
  return (
    <>
      <div className="k-line boards-actions">
        {draft ? (
          <>
            <Button kind="primary" busy={board.isBusy} onClick={() => void finish()}>
              {t('done')}
            </Button>
            <Button onClick={() => setDraft(undefined)}>{t('cancel')}</Button>
            <LeaveGuard blocked={() => !isSaving} question={t('leaveArranging')} />
          </>
        ) : (
          <Button onClick={() => setDraft([...props.tiles])}>
            {t(view?.canChange ? 'arrange' : 'customise')}
          </Button>
        )}
        {draft ? null : (
          <>
            {isHome ? (
              <Badge tone="done">{t('isHome')}</Badge>
            ) : (
              <Button onClick={() => void board.makeHome()}>{t('asHome')}</Button>
            )}
            {view?.canChange ? (
              <Button onClick={() => setRenaming(true)}>{t('rename')}</Button>
            ) : null}
            {view?.canChange ? (
              <Button
                onClick={async () => {
                  await board.drop()
                  setSearch({ board: undefined }, { replace: true })
                }}
              >
                {t('delete')}
              </Button>
            ) : null}
          </>
        )}
        <Button onClick={() => window.print()}>{t('print')}</Button>
      </div>
      {board.error ? <Failure error={board.error} /> : null}
      {draft ? (
        <TileArranger tiles={draft} onChange={setDraft} />
      ) : tiles.length === 0 ? (
        <EmptyState title={t('emptyBoard')}>{t('emptyBoardHint')}</EmptyState>
      ) : (
        <div className="boards-grid">
          {tiles.map((tile) => (
            <div key={tile.key} data-width={tile.width}>
              <TileCard tile={tile} />
            </div>
          ))}
        </div>
      )}
      {isRenaming && view ? (
        <SaveSheet
          list="dashboards"
          query={view.query}
          view={view}
          onClose={() => setRenaming(false)}
        />
      ) : null}
      {isSaving && draft ? (
        <SaveSheet
          list="dashboards"
          query={writeTiles(draft)}
          {...(view ? { name: t('copyOf', { name: view.name }) } : {})}
          onClose={() => setSaving(false)}
          onSaved={(id) => {
            setDraft(undefined)
            setSearch({ board: id }, { replace: true })
          }}
        />
      ) : null}
    </>
  )
}

/** What can be done with a saved board. */
function useBoardVerbs(view: SavedView | undefined) {
  const t = useWords(dashboardWords)
  const toast = useToast()
  const refresh = { refresh: [getListChoices] }
  const change = useDo(changeView, refresh)
  const home = useDo(chooseDefaultView, refresh)
  const remove = useDo(deleteView, refresh)
  const restore = useDo(restoreView, refresh)
  return {
    isBusy: change.isPending,
    error: change.error ?? home.error ?? remove.error,
    save: async (tiles: readonly Tile[]): Promise<boolean> => {
      if (!view) return false
      const done = await change
        .mutateAsync({
          params: { id: view.id },
          body: { version: view.version, query: writeTiles(tiles) },
        })
        .then(
          () => true,
          () => false,
        )
      if (done) toast(t('saved'))
      return done
    },
    makeHome: async () => {
      const body = { viewId: view?.id ?? null }
      await home.mutateAsync({ params: list, body }).catch(() => undefined)
    },
    drop: async () => {
      if (!view) return
      const params = { id: view.id }
      await remove.mutateAsync({ params })
      toast(t('deleted'), { undo: () => restore.mutateAsync({ params }) })
    },
  }
}
