import { Select } from '#ui/light/TextInput.tsx'
import type { GridColumn } from '#ui/table/Grid.tsx'
import type { TableState } from '#ui/table/url-state.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.tsx'

/** The order of a list whose header is not shown, as on the phone; nothing where there is no choice. */
export function SortChoice<Row>(props: { columns: readonly GridColumn<Row>[]; state: TableState }) {
  const t = useWords(uiWords)
  const { sort, setSort } = props.state
  const options = props.columns.flatMap(({ key, title, sortable }) => [
    ...(sortable ? [{ value: key, label: `${title} ↑` }] : []),
    ...(sortable === true ? [{ value: `-${key}`, label: `${title} ↓` }] : []),
  ])
  if (options.length === 0) return null
  return (
    <Select
      aria-label={t('order')}
      value={sort ? `${sort.down ? '-' : ''}${sort.by}` : ''}
      onChange={(value) =>
        setSort(value ? { by: value.replace('-', ''), down: value.startsWith('-') } : undefined)
      }
      placeholder={t('usualOrder')}
      options={options}
    />
  )
}
