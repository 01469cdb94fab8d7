import { z } from 'zod'
import {
  type CustomerFact,
  customerFacts,
  DEFAULT_FACT_LEVELS,
  type FactLevel,
  factLevelValues,
} from '#shared/customer-facts.ts'

// Apart from the rule itself, so that the browser applies it without zod.

export const customerFactSchema = z.enum(customerFacts)

type FactLevelField = z.ZodDefault<z.ZodEnum<{ [Level in FactLevel]: Level }>>

/** From which level on each fact must be known; a fact not named follows the product's default. */
export const factLevelsSchema = z.object(
  Object.fromEntries(
    customerFacts.map((fact) => [fact, z.enum(factLevelValues).default(DEFAULT_FACT_LEVELS[fact])]),
  ) as Record<CustomerFact, FactLevelField>,
)
