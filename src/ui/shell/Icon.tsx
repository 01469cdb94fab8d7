import type { IconName } from '#ui/screen.ts'

/** Outlines on a grid of 24, drawn with the text's colour. */
const paths: Record<IconName, string> = {
  door: 'M5 21V4h10v17M3 21h18M15 8h4v13M11.5 12.5v.5',
  today: 'M4 6h16v15H4zM4 10h16M8 3v4M16 3v4M9 15l2 2 4-4',
  cards:
    'M3 6h18v13H3zM7 11a2 2 0 1 0 4 0 2 2 0 0 0-4 0M6 16c.6-1.600 5.400-1.600 6 0M15 10h3M15 14h3',
  new: 'M12 6v12M6 12h12',
  search: 'M4 11a7 7 0 1 0 14 0 7 7 0 0 0-14 0M16 16l5 5',
  me: 'M8 8a4 4 0 1 0 8 0 4 4 0 0 0-8 0M4 21c1-8 15-8 16 0',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  meeting: 'M4 5h16v11H4zM8 20l4-4 4 4M8 9h5M8 12h8',
  chart: 'M4 20V4M4 20h16M8 16v-5M12 16V7M16 16v-7',
  import: 'M12 4v11M8 11l4 4 4-4M4 17v3h16v-3',
  people:
    'M6 8a3 3 0 1 0 6 0 3 3 0 0 0-6 0M3 19c.8-6 11.200-6 12 0M16 5.500a3 3 0 0 1 0 5.500M17.500 14c2 .6 3.300 2.300 3.500 5',
  roles: 'M12 3l8 3v6c0 5-3.500 7.500-8 9-4.500-1.500-8-4-8-9V6zM9 12l2 2 4-4',
  store: 'M4 10v10h16V10M3 10l2-6h14l2 6zM10 20v-5h4v5',
  dictionary: 'M5 4h12a2 2 0 0 1 2 2v14H7a2 2 0 0 1-2-2zM5 18a2 2 0 0 1 2-2h12M9 8h6',
  calendar: 'M4 6h16v15H4zM4 10h16M8 3v4M16 3v4',
  car: 'M4 16v-4l2-5h12l2 5v4M3 16h18v2H3zM6 18v2M18 18v2M4 12h16',
  key: 'M4 15a4 4 0 1 0 8 0 4 4 0 0 0-8 0M11 12l8-8M16 7l3 3',
  history: 'M4 12a8 8 0 1 0 3-6.200M4 4v4h4M12 8v4l3 2',
  undo: 'M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10H9',
  settings:
    'M9 12a3 3 0 1 0 6 0 3 3 0 0 0-6 0M12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.100 2.100M16.300 16.300l2.100 2.100M5.600 18.400l2.100-2.100M16.300 7.700l2.100-2.100',
  rotation: 'M4 12a8 8 0 0 1 14-5l2 2M20 4v5h-5M20 12a8 8 0 0 1-14 5l-2-2M4 20v-5h5',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  phone:
    'M5 4h4l2 5-2.500 1.500a11 11 0 0 0 5 5L15 13l5 2v4c0 1-1 1.500-2 1.400A16 16 0 0 1 3.600 6C3.500 5 4 4 5 4z',
  demo: 'M6 4l13 8-13 8z',
  book: 'M4 5c3-1 6-1 8 1 2-2 5-2 8-1v14c-3-1-6-1-8 1-2-2-5-2-8-1zM12 6v14',
}

/** A decoration beside a word; it is never the only label. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="k-icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
