import type { ReactNode } from 'react'
import { Link } from '#ui/navigation.tsx'

/** Rows under one another; give it `Row`s. */
export function List(props: { label?: string; children: ReactNode }) {
  return (
    <ul className="k-list" aria-label={props.label}>
      {props.children}
    </ul>
  )
}

/** One row: what leads it, what it says, what ends it. A link with `to`, a button with `onClick`. */
export function Row(props: {
  start?: ReactNode
  children: ReactNode
  end?: ReactNode
  to?: string
  onClick?: () => void
}) {
  const inside = (
    <>
      {props.start}
      <span className="k-row-main">{props.children}</span>
      {props.end}
    </>
  )
  if (props.to !== undefined) {
    return (
      <li>
        <Link to={props.to} className="k-row">
          {inside}
        </Link>
      </li>
    )
  }
  if (props.onClick !== undefined) {
    return (
      <li>
        <button type="button" className="k-row" onClick={props.onClick}>
          {inside}
        </button>
      </li>
    )
  }
  return (
    <li>
      <div className="k-row">{inside}</div>
    </li>
  )
}
