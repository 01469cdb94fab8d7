import { Button } from '#ui/light/Button.tsx'
import type { Layout } from '#ui/table/layout.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.tsx'

/** The choice of columns, their order and width, behind one button. */
export function ColumnChoice(props: {
  columns: readonly { key: string; title: string; width?: number }[]
  layout: Layout
  set: (layout: Layout | undefined) => void
}) {
  const t = useWords(uiWords)
  const { layout, set } = props
  const titles = new Map(props.columns.map((column) => [column.key, column]))
  const toggle = (key: string) =>
    set({
      ...layout,
      hidden: layout.hidden.includes(key)
        ? layout.hidden.filter((one) => one !== key)
        : [...layout.hidden, key],
    })
  const move = (key: string, by: -1 | 1) => {
    const order = [...layout.order]
    const at = order.indexOf(key)
    const to = at + by
    if (to < 0 || to >= order.length) return
    order.splice(at, 1)
    order.splice(to, 0, key)
    set({ ...layout, order })
  }
  const widen = (key: string, by: number) => {
    const now = layout.widths[key] ?? titles.get(key)?.width ?? 140
    set({ ...layout, widths: { ...layout.widths, [key]: Math.min(600, Math.max(48, now + by)) } })
  }
  return (
    <details className="k-menu">
      <summary className="k-button" data-kind="quiet">
        {t('columns')}
      </summary>
      <div className="k-menu-panel k-column-panel">
        {layout.order.map((key, at) => {
          const name = titles.get(key)?.title ?? key
          return (
            <div key={key} className="k-column-line">
              <label className="k-line">
                <input
                  type="checkbox"
                  checked={!layout.hidden.includes(key)}
                  onChange={() => toggle(key)}
                />
                {name}
              </label>
              <span className="k-column-buttons">
                <Tool
                  label={t('columnForward', { name })}
                  off={at === 0}
                  run={() => move(key, -1)}
                  sign="↑"
                />
                <Tool
                  label={t('columnBack', { name })}
                  off={at === layout.order.length - 1}
                  run={() => move(key, 1)}
                  sign="↓"
                />
                <Tool label={t('columnNarrower', { name })} run={() => widen(key, -24)} sign="−" />
                <Tool label={t('columnWider', { name })} run={() => widen(key, 24)} sign="+" />
              </span>
            </div>
          )
        })}
        <Button kind="quiet" onClick={() => set(undefined)}>
          {t('columnsAsBefore')}
        </Button>
      </div>
    </details>
  )
}

function Tool(props: { label: string; sign: string; off?: boolean; run: () => void }) {
  return (
    <button
      type="button"
      className="k-column-tool"
      aria-label={props.label}
      title={props.label}
      disabled={props.off}
      onClick={props.run}
    >
      <span aria-hidden="true">{props.sign}</span>
    </button>
  )
}
