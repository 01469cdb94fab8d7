import type { Permission } from './permissions.ts'

/** The part of Standard Schema (v1) that zod schemas carry; keeps type-checking fast. */
export interface Schema<Input = unknown, Out = Input> {
  readonly '~standard': {
    readonly validate: (value: unknown) => unknown
    readonly types?: { readonly input: Input; readonly output: Out } | undefined
  }
}
export type InputOf<S> = S extends { '~standard': { types?: infer T } }
  ? NonNullable<T> extends { input: infer I }
    ? I
    : undefined
  : undefined
export type OutputOf<S> = S extends { '~standard': { types?: infer T } }
  ? NonNullable<T> extends { output: infer O }
    ? O
    : undefined
  : undefined

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
/** Who may call: anybody, anybody logged in, or holders of a permission (in the request's store). */
export type Access = 'public' | 'session' | Permission

export interface RouteContract<P = unknown, Q = unknown, B = unknown, R = unknown> {
  method: Method
  /** `/api/visits/:id/closure`: nouns. */
  path: string
  /** One sentence in each language for the API document. */
  summary: { zh: string; en: string }
  access: Access
  params?: P
  query?: Q
  body?: B
  /** Schema of the answer, or how it is sent when it is not JSON. */
  response: R | 'file' | 'stream'
  /** 200 unless said. */
  status?: number
  /** A multipart file is expected beside the fields of `query`. */
  upload?: boolean
  /** May look across the stores of the caller's scope; default is the one store of the request. */
  acrossStores?: boolean
  /** Requests per minute and person; the setting's (1200) unless given. */
  perMinute?: number
}

/** Declares one route; both sides infer everything from it. */
export function defineRoute<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  R extends Schema | undefined = undefined,
>(contract: RouteContract<P, Q, B, R>): RouteContract<P, Q, B, R> {
  return contract
}

export type AnyRoute = RouteContract<
  Schema | undefined,
  Schema | undefined,
  Schema | undefined,
  Schema | undefined
>

/** What a caller passes: `{ params, query, body }`, only those the route declares. */
export type CallInput<T> =
  T extends RouteContract<infer P, infer Q, infer B, unknown>
    ? (P extends Schema ? { params: InputOf<P> } : { params?: undefined }) &
        (Q extends Schema
          ? Partial<InputOf<Q>> extends InputOf<Q>
            ? { query?: InputOf<Q> }
            : { query: InputOf<Q> }
          : { query?: undefined }) &
        (B extends Schema ? { body: InputOf<B> } : { body?: undefined })
    : never

/** What a handler receives. */
export type HandlerInput<T> =
  T extends RouteContract<infer P, infer Q, infer B, unknown>
    ? { params: OutputOf<P>; query: OutputOf<Q>; body: OutputOf<B>; file: UploadedFile }
    : never

/** What a handler returns (before the response schema strips it). */
export type HandlerOutput<T> =
  T extends RouteContract<unknown, unknown, unknown, infer R>
    ? R extends Schema
      ? InputOf<R>
      : FileAnswer | undefined
    : never

/** What a caller gets. */
export type CallOutput<T> =
  T extends RouteContract<unknown, unknown, unknown, infer R>
    ? R extends Schema
      ? OutputOf<R>
      : Blob
    : never

export interface UploadedFile {
  name: string
  bytes: Uint8Array
}

export interface FileAnswer {
  name: string
  contentType: string
  body: Uint8Array | string | AsyncIterable<Uint8Array>
  /** Shown in the page instead of saved: it then may run, load and send nothing. */
  isInline?: boolean
}
