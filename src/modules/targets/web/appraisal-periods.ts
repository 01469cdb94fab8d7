/** The present period of a kind and the ones before it, the latest first. */
export function lastPeriods(kind: 'month' | 'quarter' | 'year', today: string): string[] {
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7))
  if (kind === 'year') return Array.from({ length: 4 }, (_, place) => String(year - place))
  const quarter = Math.ceil(month / 3)
  return Array.from({ length: kind === 'month' ? 14 : 6 }, (_, place) => {
    if (kind === 'quarter') {
      const count = year * 4 + quarter - 1 - place
      return `${Math.floor(count / 4)}-Q${(count % 4) + 1}`
    }
    const count = year * 12 + month - 1 - place
    return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
  })
}
