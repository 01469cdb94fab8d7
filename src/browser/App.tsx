import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import {
  type ComponentProps,
  type ComponentType,
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react'
import { getSession, logOut, type Session as SessionAnswer } from '#modules/access/contract.ts'
import type { Locale } from '#shared/errors.ts'
import { CallError, call, setCallContext } from '#ui/call.ts'
import { currentDevice, setDevice, watchDevice } from '#ui/device.ts'
import { dropAllDrafts } from '#ui/draft.ts'
import { Failure } from '#ui/light/Feedback.tsx'
import { ToastProvider } from '#ui/light/Toast.tsx'
import { connectLive, LiveProvider } from '#ui/live.tsx'
import { closedPaths, homeOf, type Screen, visibleScreens } from '#ui/screen.ts'
import { type Session, SessionProvider } from '#ui/session.tsx'
import { followAppearance, keepAppearance, readAppearance } from '#ui/shell/appearance.ts'
import { type Appearance, type Frame, FrameProvider } from '#ui/shell/frame.tsx'
import { Shell } from '#ui/shell/Shell.tsx'
import { type Panel, PanelsProvider } from '#ui/slots.tsx'
import { browserLocale, LocaleProvider, useLocale } from '#ui/words.tsx'
import { leaveDevice, recallSession, useDevice } from './device-session.ts'
import { fetchFirstScreen, keepHome } from './first-screen.ts'
import { makeRouter } from './router.tsx'
import { inStore, keepStoreChoice, readStoreChoice } from './session.ts'

export interface AppParts {
  /** The screens of all modules. */
  screens: readonly Screen[]
  /** What modules show on screens of modules below them. */
  panels: readonly Panel[]
  /** The search box of the desk header. */
  searchBox?: () => Promise<{ default: ComponentType }>
  /** Keeps the language a person chose with their account. */
  saveLocale?: (locale: Locale) => Promise<unknown>
}

const keptLocale = 'keyuan.locale'
const LoginPage = lazy(async () => {
  const loaded = await import('#modules/access/web/LoginPage.tsx')
  return { default: loaded.LoginPage }
})

type Known = { state: 'asking' } | { state: 'failed'; error: unknown } | { state: 'out' } | In
interface In {
  state: 'in'
  answer: SessionAnswer
}

/** Language, session, then the frame with the screens of the person, or the log-in. */
export function App({ parts }: { parts: AppParts }) {
  const [known, setKnown] = useState<Known>({ state: 'asking' })
  // A one-time link is for whoever holds it, also where somebody else is logged in.
  const [isPublic] = useState(() =>
    parts.screens.some((screen) => screen.public && screen.path === location.pathname),
  )
  const [chosen, setChosen] = useState<Locale | undefined>(readLocale)
  const ofPerson = known.state === 'in' ? known.answer.person.locale : null
  const locale = chosen ?? ofPerson ?? browserLocale(navigator.languages)
  setCallContext({ locale })
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')
    // The name under the icon of the installed app.
    if (link !== null)
      link.href = locale === 'en' ? '/manifest.en.webmanifest' : '/manifest.webmanifest'
  }, [locale])

  const ask = useCallback(() => {
    setKnown({ state: 'asking' })
    call(getSession).then(
      (answer) => setKnown({ state: 'in', answer }),
      async (error: unknown) => {
        if (error instanceof CallError && error.status === 401) return setKnown({ state: 'out' })
        const isUnanswered = error instanceof CallError && error.status === 0
        const kept = isUnanswered ? await recallSession() : undefined
        setKnown(kept ? { state: 'in', answer: kept } : { state: 'failed', error })
      },
    )
  }, [])
  useEffect(ask, [ask])
  useEffect(() => fetchFirstScreen(parts.screens, location.pathname), [parts])
  useEffect(
    () =>
      setCallContext({
        onLoggedOut: () => {
          // What was not sent stays on the device, sealed, until the same person is back.
          setDevice(undefined)
          setKnown({ state: 'out' })
        },
      }),
    [],
  )

  const setLocale = useCallback(
    (next: Locale) => {
      localStorage.setItem(keptLocale, next)
      setChosen(next)
      if (known.state !== 'in') return
      setCallContext({ locale: next })
      // The page changes at once; a failed save only means asking again on another device.
      void parts.saveLocale?.(next).catch(() => undefined)
    },
    [known.state, parts],
  )

  return (
    <LocaleProvider locale={locale}>
      <ToastProvider>
        {known.state === 'failed' ? <Failure error={known.error} onRetry={ask} /> : null}
        {known.state === 'out' || (known.state === 'in' && isPublic) ? (
          <Outside
            parts={parts}
            setLocale={setLocale}
            onLogIn={(answer) => setKnown({ state: 'in', answer })}
          />
        ) : null}
        {known.state === 'in' && !isPublic ? (
          <Inside
            key={known.answer.person.id}
            parts={parts}
            answer={known.answer}
            setLocale={setLocale}
            onLeave={() => setKnown({ state: 'out' })}
          />
        ) : null}
      </ToastProvider>
    </LocaleProvider>
  )
}

/** For strangers: screens behind one-time links; every other address shows the log-in. */
function Outside(props: {
  parts: AppParts
  setLocale: (locale: Locale) => void
  onLogIn: (answer: SessionAnswer) => void
}) {
  const [queries] = useState(makeQueryClient)
  const [router] = useState(() =>
    makeRouter({
      screens: props.parts.screens.filter((screen) => screen.public),
      home: undefined,
      Frame: BareFrame,
      NotFound: LogIn,
    }),
  )
  return (
    <LogInContext.Provider value={props}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </LogInContext.Provider>
  )
}

const LogInContext = createContext<ComponentProps<typeof LoginPage> | undefined>(undefined)

function LogIn() {
  const props = useContext(LogInContext)
  return props && <LoginPage onLogIn={props.onLogIn} setLocale={props.setLocale} />
}

function BareFrame({ children }: { children: ReactNode }) {
  return <Suspense>{children}</Suspense>
}

/** For a person: their screens in their store. */
function Inside(props: {
  parts: AppParts
  answer: SessionAnswer
  setLocale: (locale: Locale) => void
  onLeave: () => void
}) {
  const { answer, parts, setLocale, onLeave } = props
  const [storeId, setStoreId] = useState(readStoreChoice)
  const session = useMemo(() => inStore(answer, storeId), [answer, storeId])
  const setStore = useCallback((id: number) => {
    keepStoreChoice(id)
    setStoreId(id)
  }, [])
  const locale = useLocale()
  const leave = useCallback(async () => {
    if (!(await leaveDevice(locale))) return
    dropAllDrafts()
    await call(logOut).catch(() => undefined)
    onLeave()
  }, [onLeave, locale])
  if (session === undefined) return <Failure error={undefined} />
  setCallContext({ storeId: String(session.store.id) })
  return (
    <InStore
      key={session.store.id}
      parts={parts}
      session={session}
      settings={{ setLocale, setStore, logOut: () => void leave() }}
    />
  )
}

type Settings = Pick<Frame, 'setLocale' | 'setStore' | 'logOut'>

/** One store: its own cache, its own news, the routes of the rights held there. */
function InStore(props: { parts: AppParts; session: Session; settings: Settings }) {
  const { parts, session, settings } = props
  const [appearance, setAppearance] = useState(readAppearance)
  const [queries] = useState(makeQueryClient)
  const connection = useLiveConnection(session.store.id)
  useDevice(session, connection)
  useEffect(() => watchDevice(refreshAfterSending(queries)), [queries])
  const screens = useMemo(
    () =>
      visibleScreens(
        parts.screens,
        (permission) => session.grants[permission] !== undefined,
        session.stores.some((store) => store.isHeadOffice),
      ).filter((screen) => !screen.public),
    [parts, session],
  )
  const home = useMemo(
    () =>
      homeOf(
        screens,
        session.roles.map((role) => role.key),
      ),
    [screens, session],
  )
  useEffect(() => keepHome(home?.path), [home])
  const router = useMemo(
    () =>
      makeRouter({
        screens,
        closed: closedPaths(parts.screens, screens),
        home: home?.path,
        Frame: Shell,
      }),
    [parts, screens, home],
  )
  const SearchBox = useMemo(
    () => (parts.searchBox ? inSuspense(lazy(parts.searchBox)) : undefined),
    [parts],
  )
  const frame = useMemo<Frame>(
    () => ({
      ...settings,
      screens,
      home,
      SearchBox,
      appearance,
      setAppearance: (next: Appearance) => {
        keepAppearance(next)
        setAppearance(next)
      },
    }),
    [settings, screens, home, SearchBox, appearance],
  )
  useEffect(() => followAppearance(appearance), [appearance])
  if (connection === undefined) return null
  return (
    <SessionProvider session={session}>
      <QueryClientProvider client={queries}>
        <LiveProvider connection={connection}>
          <FrameProvider value={frame}>
            <PanelsProvider panels={parts.panels}>
              <RouterProvider router={router} />
            </PanelsProvider>
          </FrameProvider>
        </LiveProvider>
      </QueryClientProvider>
    </SessionProvider>
  )
}

function useLiveConnection(storeId: number) {
  const [connection, setConnection] = useState<ReturnType<typeof connectLive>>()
  useEffect(() => {
    const made = connectLive(`/api/live?store=${storeId}`, storeId)
    setConnection(made)
    return made.close
  }, [storeId])
  return connection
}

function inSuspense(Inner: ComponentType): ComponentType {
  return function Suspended(): ReactNode {
    return (
      <Suspense>
        <Inner />
      </Suspense>
    )
  }
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // News make answers stale at once; `call` itself retries a broken network, and without one
      // the device answers: nothing waits for a network that may not come.
      queries: { staleTime: 15_000, gcTime: 30 * 60_000, retry: false, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  })
}

/** When work of the device has been sent, or the device is ready, what is shown is asked anew. */
function refreshAfterSending(queries: QueryClient): () => void {
  let last: string | undefined
  return () => {
    const status = currentDevice()?.status()
    const now = status && `${status.waiting} ${status.refused} ${status.syncedAt !== undefined}`
    if (now === last) return
    const isFirst = last === undefined
    last = now
    if (!isFirst) void queries.invalidateQueries()
  }
}

function readLocale(): Locale | undefined {
  const kept = localStorage.getItem(keptLocale)
  return kept === 'zh' || kept === 'en' ? kept : undefined
}
