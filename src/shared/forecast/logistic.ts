export interface LogisticModel {
  intercept: number
  weights: number[]
}

const steps = 25
const smallest = 1e-7

/**
 * Fits a logistic regression by Newton's method with a ridge on the weights (not on the intercept),
 * so that it always has one answer. Rows of numbers, outcomes 0 or 1, all of one length.
 */
export function fitLogistic(
  rows: readonly (readonly number[])[],
  outcomes: readonly (0 | 1)[],
  ridge = 1,
): LogisticModel {
  const width = (rows[0]?.length ?? 0) + 1
  const beta = new Float64Array(width)
  const rate = outcomes.reduce((sum: number, y) => sum + y, 0) / Math.max(1, outcomes.length)
  beta[0] = Math.log((rate + 1e-3) / (1 - rate + 1e-3))
  for (let step = 0; step < steps; step += 1) {
    const gradient = new Float64Array(width)
    const hessian = new Float64Array(width * width)
    for (const [place, row] of rows.entries()) {
      const p = sigmoid(linear(beta, row))
      const error = (outcomes[place] ?? 0) - p
      const weight = Math.max(1e-6, p * (1 - p))
      for (let i = 0; i < width; i += 1) {
        const xi = i === 0 ? 1 : (row[i - 1] ?? 0)
        if (xi === 0) continue
        gradient[i] = (gradient[i] ?? 0) + error * xi
        for (let j = 0; j <= i; j += 1) {
          const xj = j === 0 ? 1 : (row[j - 1] ?? 0)
          hessian[i * width + j] = (hessian[i * width + j] ?? 0) + weight * xi * xj
        }
      }
    }
    for (let i = 1; i < width; i += 1) {
      gradient[i] = (gradient[i] ?? 0) - ridge * (beta[i] ?? 0)
      hessian[i * width + i] = (hessian[i * width + i] ?? 0) + ridge
    }
    const change = solveSymmetric(hessian, gradient, width)
    let largest = 0
    for (let i = 0; i < width; i += 1) {
      beta[i] = (beta[i] ?? 0) + (change[i] ?? 0)
      largest = Math.max(largest, Math.abs(change[i] ?? 0))
    }
    if (largest < smallest) break
  }
  return { intercept: beta[0] ?? 0, weights: Array.from(beta).slice(1) }
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/** The probability a model gives a row. */
export function predict({ intercept, weights }: LogisticModel, row: readonly number[]): number {
  return sigmoid(row.reduce((sum, x, place) => sum + x * (weights[place] ?? 0), intercept))
}

function linear(beta: Float64Array, row: readonly number[]): number {
  let sum = beta[0] ?? 0
  for (let i = 0; i < row.length; i += 1) sum += (row[i] ?? 0) * (beta[i + 1] ?? 0)
  return sum
}

/** Solves A x = b for a symmetric positive A given by its lower half, by Cholesky. */
function solveSymmetric(lower: Float64Array, b: Float64Array, n: number): Float64Array {
  const l = new Float64Array(n * n)
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = (lower[i * n + j] ?? 0) + (i === j ? 1e-9 : 0)
      for (let k = 0; k < j; k += 1) sum -= (l[i * n + k] ?? 0) * (l[j * n + k] ?? 0)
      l[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (l[j * n + j] ?? 1)
    }
  const x = new Float64Array(n)
  for (let i = 0; i < n; i += 1) {
    let sum = b[i] ?? 0
    for (let k = 0; k < i; k += 1) sum -= (l[i * n + k] ?? 0) * (x[k] ?? 0)
    x[i] = sum / (l[i * n + i] ?? 1)
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = x[i] ?? 0
    for (let k = i + 1; k < n; k += 1) sum -= (l[k * n + i] ?? 0) * (x[k] ?? 0)
    x[i] = sum / (l[i * n + i] ?? 1)
  }
  return x
}
