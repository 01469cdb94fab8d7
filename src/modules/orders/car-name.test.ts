import { expect, test } from 'vitest'
import { carName, versionName } from './car-name.ts'

test('[001-18] the series is said once in the name of a car', () => {
  expect(carName({ seriesName: '捷达', modelName: '捷达 2026款 1.5L' })).toBe('捷达 2026款 1.5L')
  expect(carName({ seriesName: '捷达', modelName: '2026款 1.5L' })).toBe('捷达 2026款 1.5L')
  expect(carName({ seriesName: '捷达', modelName: '捷达' })).toBe('捷达')
  expect(carName({ seriesName: null, modelName: '2026款 1.5L' })).toBe('2026款 1.5L')
  expect(versionName('捷达', '捷达')).toBe('捷达')
})
