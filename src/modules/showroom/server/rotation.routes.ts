import { serve } from '#foundation/http/serve.ts'
import { getRotation, placeInRotation } from '../contract.ts'
import { changePlace, readRotation } from './rotation.ts'

export const rotationRoutes = [
  serve(getRotation, readRotation),
  serve(placeInRotation, async (ctx, { params, body }) => {
    await changePlace(ctx, params.personId, body)
    return readRotation(ctx)
  }),
]
