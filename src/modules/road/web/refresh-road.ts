import { roadOf, roadOfCustomer } from '../contract.ts'

/** What is asked anew after a step of the road. */
export const refreshRoad = [roadOf, roadOfCustomer]
