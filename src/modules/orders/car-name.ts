/** The version of a car without the name of its series, where it begins with that. */
export function versionName(series: string | null, modelText: string): string {
  const rest = series && modelText.startsWith(series) ? modelText.slice(series.length).trim() : ''
  return rest || modelText
}

/** Series and version as one name; the series is said once. */
export function carName(order: { seriesName: string | null; modelText: string }): string {
  const { seriesName, modelText } = order
  return [seriesName, modelText === seriesName ? '' : versionName(seriesName, modelText)]
    .filter(Boolean)
    .join(' ')
}
