import type { GridColumn } from '#ui/table/Grid.tsx'

/** The columns a row is made of on the phone, where it stands as two lines. */
export interface PhoneRow {
  /** What is looked for first, above at the left. */
  first: string
  /** The figure or state at the right of it. */
  end?: string
  /** What is said beneath, as far as there is room. */
  second: readonly string[]
}

/** All a phone shows of a row, as one column: who and how much above, the rest beneath. */
export function phoneColumn<Row>(
  columns: readonly GridColumn<Row>[],
  phone: PhoneRow,
  title: string,
): GridColumn<Row> {
  const of = (key: string | undefined) => columns.find((column) => column.key === key)
  const [first, end] = [of(phone.first), of(phone.end)]
  const second = phone.second.flatMap((key) => of(key) ?? [])
  return {
    key: 'phone',
    title,
    render: (row) => (
      <div className="k-phone-row">
        <span className="k-spread">
          <strong>{first?.render(row)}</strong>
          <span>{end?.render(row)}</span>
        </span>
        <span className="k-phone-second">
          {second.map((column) => {
            const value = column.render(row)
            return value === '—' || value === '' || value === null ? null : (
              <span key={column.key}>{value}</span>
            )
          })}
        </span>
      </div>
    ),
  }
}
