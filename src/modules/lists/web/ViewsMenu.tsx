import { useCallback, useEffect, useRef, useState } from 'react'
import { useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import type { TableParts } from '#ui/table/parts.ts'
import { useWords } from '#ui/words.tsx'
import {
  changeView,
  chooseDefaultView,
  deleteView,
  getListChoices,
  restoreView,
  type SavedView,
} from '../contract.ts'
import { listWords } from '../words.ts'
import { ViewSheet } from './ViewSheet.tsx'
import './lists.css'

/** What of the address belongs to a view, and how a view is put into the address. */
export function useViewState(parts: TableParts) {
  const { search, setSearch } = useNavigation()
  const { setLayout } = parts
  const names = Object.keys(search)
  const nameList = names.join()
  const apply = useCallback(
    (view: SavedView | undefined) => {
      const off = Object.fromEntries(nameList.split(',').map((name) => [name, undefined]))
      setSearch({ ...off, ...view?.query, view: view?.id ?? 'all' }, { replace: true })
      if (view?.layout) setLayout(view.layout, false)
    },
    [nameList, setSearch, setLayout],
  )
  const query = Object.fromEntries(
    Object.entries(search).filter(([name]) => name !== 'view' && name !== 'cursor'),
  )
  return { query, apply, current: search.view }
}

/** The views of a list: choose, save, change, share, delete with undo. */
export function ViewsMenu(props: {
  parts: TableParts
  views: readonly SavedView[]
  defaultViewId: string | null
}) {
  const { parts, views, defaultViewId } = props
  const t = useWords(listWords)
  const toast = useToast()
  const { query, apply, current } = useViewState(parts)
  const [sheet, setSheet] = useState<SavedView | 'new'>()
  const refresh = { refresh: [getListChoices] }
  const change = useDo(changeView, refresh)
  const remove = useDo(deleteView, refresh)
  const restore = useDo(restoreView, refresh)
  const choose = useDo(chooseDefaultView, refresh)
  const menu = useRef<HTMLDetailsElement>(null)
  useCloseOutside(menu)
  const close = () => menu.current?.removeAttribute('open')
  const view = views.find((one) => one.id === current)
  const isChanged = view !== undefined && !isSame(view.query, query)
  const params = { list: parts.list }
  const drop = async (one: SavedView) => {
    await remove.mutateAsync({ params: { id: one.id } })
    if (one.id === current) apply(undefined)
    toast(t('removed', { name: one.name }), {
      undo: () => restore.mutateAsync({ params: { id: one.id } }),
    })
  }
  const own = views.filter((one) => one.sharedWith === 'own')
  const shared = views.filter((one) => one.sharedWith !== 'own')
  return (
    <>
      {isChanged && view.canChange ? (
        <Button
          kind="quiet"
          onClick={() =>
            void change
              .mutateAsync({
                params: { id: view.id },
                body: { version: view.version, query, layout: parts.layout ?? null },
              })
              .then(() => toast(t('saved')))
          }
        >
          {t('updateView')}
        </Button>
      ) : null}
      <details className="k-menu" ref={menu}>
        <summary className="k-button" data-kind="quiet">
          {view ? view.name : t('views')}
        </summary>
        <div className="k-menu-panel lists-views">
          <button
            type="button"
            className="lists-view"
            onClick={() => {
              apply(undefined)
              close()
            }}
          >
            {t('allRows')}
          </button>
          {[
            { title: t('ownViews'), some: own },
            { title: t('sharedViews'), some: shared },
          ].map(({ title, some }) =>
            some.length === 0 ? null : (
              <section key={title} aria-label={title}>
                <h3 className="k-muted">{title}</h3>
                {some.map((one) => (
                  <div key={one.id} className="lists-view-line">
                    <button
                      type="button"
                      className="lists-view"
                      aria-current={one.id === current || undefined}
                      onClick={() => {
                        apply(one)
                        close()
                      }}
                    >
                      {one.name}
                      {one.id === defaultViewId ? <Badge>{t('isDefault')}</Badge> : null}
                      {one.sharedWith !== 'own' && one.ownerName ? (
                        <small className="k-muted">{t('by', { name: one.ownerName })}</small>
                      ) : null}
                    </button>
                    <span className="lists-view-tools">
                      <Button
                        kind="quiet"
                        onClick={() =>
                          choose.mutate({
                            params,
                            body: { viewId: one.id === defaultViewId ? null : one.id },
                          })
                        }
                      >
                        {t(one.id === defaultViewId ? 'noDefault' : 'asDefault')}
                      </Button>
                      {one.canChange ? (
                        <>
                          <Button kind="quiet" onClick={() => setSheet(one)}>
                            {t('change')}
                          </Button>
                          <Button kind="quiet" onClick={() => void drop(one)}>
                            {t('remove')}
                          </Button>
                        </>
                      ) : null}
                    </span>
                  </div>
                ))}
              </section>
            ),
          )}
          {views.length === 0 ? <p className="k-muted">{t('noViews')}</p> : null}
          <Button
            onClick={() => {
              setSheet('new')
              close()
            }}
          >
            {t('saveView')}
          </Button>
        </div>
      </details>
      {sheet ? (
        <ViewSheet
          parts={parts}
          query={query}
          view={sheet === 'new' ? undefined : sheet}
          onSaved={(saved) => {
            if (sheet === 'new') apply(saved)
            setSheet(undefined)
            toast(t('saved'))
          }}
          onClose={() => setSheet(undefined)}
        />
      ) : null}
    </>
  )
}

function isSame(a: Record<string, string>, b: Record<string, string>): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every((name) => a[name] === b[name])
}

/** A press beside the menu or Escape closes it. */
function useCloseOutside(menu: React.RefObject<HTMLDetailsElement | null>): void {
  useEffect(() => {
    const onPress = (event: Event) => {
      if (!menu.current?.contains(event.target as Node)) menu.current?.removeAttribute('open')
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') menu.current?.removeAttribute('open')
    }
    document.addEventListener('pointerdown', onPress)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onPress)
      document.removeEventListener('keydown', onKey)
    }
  }, [menu])
}
