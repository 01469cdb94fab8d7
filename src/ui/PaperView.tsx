import { type Paper, type PaperCell, type PaperTable, sayCell } from '#shared/paper.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import './paper.css'

/** A sheet of paper on the screen, as it is printed. */
export function PaperView({ paper }: { paper: Paper }) {
  const locale = useLocale()
  return (
    <div className="paper-desk" tabIndex={0} role="region" aria-label={paper.title}>
      <article className="paper" data-orientation={paper.orientation}>
        <h2 className="paper-title">{paper.title}</h2>
        <p className="paper-head">{paper.head.join(' · ')}</p>
        {paper.parts.map((part, place) => (
          <section key={place}>
            {part.title ? <h3>{part.title}</h3> : null}
            {part.kind === 'table' ? (
              <Lines table={part} />
            ) : part.kind === 'facts' ? (
              <dl className="paper-facts">
                {part.facts.map(({ label, value }) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>{sayCell(value, locale)}</dd>
                  </div>
                ))}
              </dl>
            ) : (
              <p className="paper-text">{part.text}</p>
            )}
          </section>
        ))}
        {paper.signatures.length > 0 ? (
          <p className="paper-signatures">
            {paper.signatures.map((name) => (
              <span key={name}>{name}</span>
            ))}
          </p>
        ) : null}
        <p className="paper-foot">{paper.foot}</p>
      </article>
    </div>
  )
}

function Lines({ table }: { table: PaperTable }) {
  const t = useWords(uiWords)
  if (table.rows.length === 0) return <p className="paper-text">{table.empty}</p>
  const total = table.columns.reduce((sum, column) => sum + column.width, 0)
  return (
    <table>
      <colgroup>
        {table.columns.map((column) => (
          <col key={column.title} style={{ width: `${(column.width / total) * 100}%` }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {table.columns.map((column) => (
            <th key={column.title} scope="col" data-align={column.align}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, place) => (
          <Line key={place} table={table} cells={row} />
        ))}
      </tbody>
      {table.totals ? (
        <tfoot aria-label={t('total')}>
          <Line table={table} cells={table.totals} />
        </tfoot>
      ) : null}
    </table>
  )
}

function Line({ table, cells }: { table: PaperTable; cells: readonly PaperCell[] }) {
  const locale = useLocale()
  return (
    <tr>
      {cells.map((cell, place) => (
        <td key={place} data-align={table.columns[place]?.align}>
          {sayCell(cell, locale)}
        </td>
      ))}
    </tr>
  )
}
