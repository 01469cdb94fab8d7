export { fittingCars } from './server/read-stock.ts'
export { listUnheld } from './server/stock.queries.ts'
export { deliverCars, freeCars, holdCar } from './server/hold-cars.ts'
