import { Command } from 'commander'
import type { Grantdesk } from '../core/grantdesk.ts'
import { CommandError, exitCodes } from './exit.ts'
import type { CommandHost } from './host.ts'
import { wholeNumber, withExamples } from './help.ts'
import { opensBrowser } from './open-browser.ts'
import type { Session } from './session.ts'
import { untilStopped } from './until-stopped.ts'

interface ServeOptions {
  readonly port?: number
  readonly open: boolean
}

/** `grantdesk serve`: the interface in a browser, on this machine only. */
export function serveCommand(host: CommandHost): Command {
  return withExamples(
    new Command('serve')
      .description('serve the interface on 127.0.0.1 and open it in the system browser, until Ctrl+C')
      .option('--port <n>', 'a fixed port; any free one by default', wholeNumber(0, 65_535))
      .option('--no-open', 'do not open a browser')
      .action((options: ServeOptions) =>
        host.run((session, grantdesk) => serve(session, grantdesk, { ...options, host })),
      ),
    'grantdesk serve --port 8080 --no-open',
  )
}

async function serve(
  session: Session,
  grantdesk: Grantdesk,
  { port, open: opens, host }: ServeOptions & { readonly host: CommandHost },
): Promise<void> {
  const stopped = untilStopped()
  // Loaded only here: no other command needs a server.
  const { startInterfaceHost } = await import('../core/loopback/interface-host.ts')
  const { PortUnavailableError } = await import('../core/loopback/port-unavailable.ts')
  const server = await startInterfaceHost({
    grantdesk,
    rendererDirectory: host.installation.rendererDirectory,
    port: port ?? 0,
    log: (line) => {
      session.out.note(line)
    },
  }).catch((cause: unknown) => {
    if (!(cause instanceof PortUnavailableError)) throw cause
    const isTaken = cause.reason === 'taken'
    const answer = { code: isTaken ? 'port_taken' : 'port_forbidden', exitCode: exitCodes.fault } as const
    const say = isTaken ? session.words.portTaken : session.words.portForbidden
    throw new CommandError(answer, say(String(port)))
  })
  try {
    const { origin } = server
    const address = server.issueAddress()
    session.out.record({ id: origin, origin, address }, () => [
      session.words.serving(address),
      session.words.stopWith,
    ])
    // The browser gets an address of its own: the printed one may be opened as well.
    if (opens && !(await opensBrowser(server.issueAddress()))) session.out.note(session.words.noBrowser)
    await Promise.race([stopped, server.stopped])
  } finally {
    await server.close()
  }
}
