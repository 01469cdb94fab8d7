/** The version of a car without the name of its series, where it begins with that. */
export function versionName(series: string | null, modelText: string): string {
  const rest = series && modelText.startsWith(series) ? modelText.slice(series.length).trim() : ''
  return rest || modelText
}

/** Series and version as one name; the series is said once. */
export function carName(order: { seriesName: string | null; modelName: string }): string {
  const { seriesName, modelName } = order
  return [seriesName, modelName === seriesName ? '' : versionName(seriesName, modelName)]
    .filter(Boolean)
    .join(' ')
}
