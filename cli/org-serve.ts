import { Command } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import type { Grantdesk } from '../core/grantdesk.ts'
import type { CommandHost } from './host.ts'
import { wholeNumber, withExamples } from './help.ts'
import type { Session } from './session.ts'
import { fields } from './table.ts'
import { plain } from './text.ts'
import { untilStopped } from './until-stopped.ts'

type Status = OutputOf<'server.status'>
type Request = OutputOf<'server.requests'>['requests'][number]

interface ServeOptions {
  readonly port?: number
  readonly https?: boolean
  readonly rateLimit?: number
}

/** `grantdesk org serve`: all local organizations behind one issuer, on this machine only (S1). */
export function orgServeCommand(host: CommandHost): Command {
  return withExamples(
    new Command('serve')
      .description(
        'serve every local organization to apps on this machine, and print each request, until Ctrl+C',
      )
      .option('--port <n>', 'another port than 8484; 0 takes any free one', wholeNumber(0, 65_535))
      .option('--https', 'with a certificate of this machine, which the app has to trust')
      .option('--rate-limit <n>', 'requests a minute that one token may make', wholeNumber(1, 1_000_000))
      .action((options: ServeOptions) =>
        host.run((session, grantdesk) => serveOrganizations(session, grantdesk, options)),
      ),
    'grantdesk org serve',
    'grantdesk org serve --port 9000 --https --rate-limit 300',
  )
}

async function serveOrganizations(
  session: Session,
  grantdesk: Grantdesk,
  { port, https = false, rateLimit }: ServeOptions,
): Promise<void> {
  const stopped = untilStopped()
  const organizations = await session.call('organization.list', {})
  const status = await session.call('server.start', {
    https,
    ...(port !== undefined && { port }),
    ...(rateLimit !== undefined && { rateLimit }),
    language: session.language,
  })
  const names = organizations.map(({ name }) => name)
  session.out.record({ id: status.issuer, ...status, organizations }, () => [
    ...statusLines(session, status, names),
    session.words.serverStops,
    '',
  ])
  const followed = followRequests(session, grantdesk)
  try {
    await stopped
  } finally {
    await session.call('server.stop', { language: session.language })
    await followed.end()
  }
}

function statusLines(
  { words }: Session,
  { issuer, addresses, certificate, rateLimit }: Status,
  organizations: readonly string[],
): readonly string[] {
  return [
    words.serverAt(issuer ?? ''),
    ...fields([
      [words.listensOn, addresses.join(', ')],
      [words.servedOrganizations, organizations.map(plain).join(', ') || '–'],
      [words.metadata, `${issuer ?? ''}/.well-known/oauth-authorization-server`],
      ...(rateLimit === null ? [] : ([[words.rateLimit, words.perMinute(rateLimit)]] as const)),
      ...(certificate === null ? [] : ([[words.trustCertificate, certificate.fingerprint]] as const)),
    ]),
    ...(organizations.length === 0 ? [words.serverEmpty] : []),
    ...(certificate === null ? [] : [words.trustHint, certificate.pem.trimEnd()]),
  ]
}

/** Prints the requests as they are answered, in their order and each once. */
function followRequests(session: Session, grantdesk: Grantdesk): { end(): Promise<void> } {
  let last = 0
  let printing: Promise<void> = Promise.resolve()
  const printNew = async () => {
    for (;;) {
      const { requests } = await session.call('server.requests', { after: last, language: session.language })
      if (requests.length === 0) return
      for (const request of requests) session.out.record(request, () => [requestLine(session, request)])
      last = requests.at(-1)?.sequence ?? last
    }
  }
  const printSoon = () => {
    printing = printing.then(printNew)
    return printing
  }
  const stopHearing = grantdesk.subscribe('server', () => void printSoon())
  return {
    end: () => {
      stopHearing()
      return printSoon()
    },
  }
}

/** `09:30:00Z 403 deny GET /api/v2/users missing.permissions · Acme · CRM · ada, 2.1 ms` */
function requestLine({ out }: Session, request: Request): string {
  const { at, method, path, status, outcome, refusal, duration } = request
  const failed = status >= 400
  const what = [
    `${at.slice(11, 19)}Z`,
    out.style(failed ? 'red' : 'green', String(status)),
    outcome ?? '–',
    method,
    plain(path),
    ...(refusal === null ? [] : [plain(refusal)]),
  ]
  const who = [request.organizationName, request.clientName, request.userName].flatMap((name) => name ?? [])
  const rules = request.checks.filter(({ result }) => result === 'failed').map(({ rule }) => rule)
  return [
    what.join(' '),
    ...(rules.length === 0 ? [] : [rules.join(' ')]),
    ...who.map(plain),
    `${duration.toFixed(1)} ms`,
  ].join(' · ')
}
