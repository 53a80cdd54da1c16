import { Argument, Command, InvalidArgumentError } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import { serverFaults } from '../core/model/server-fault.ts'
import type { ExitCode } from './exit.ts'
import { exitCodes } from './exit.ts'
import { runFlow, type FlowOptions } from './flow-run.ts'
import { tryFault, type TrialOptions } from './flow-trial.ts'
import { commaList, wholeNumber, withExamples } from './help.ts'
import type { CommandHost } from './host.ts'
import type { Session } from './session.ts'
import { clip, plain } from './text.ts'

type Inspection = OutputOf<'lab.inspect'>
type FollowUp = NonNullable<FlowOptions['then']>[number]

/** `grantdesk flow …`: the flow lab on the command line (L1 to L5). */
export function flowCommand(host: CommandHost): Command {
  const flow = new Command('flow').description('run and test OAuth flows')
  withExamples(flow, 'grantdesk flow run 7b1f… --user ada@acme.example')
  flow.addCommand(runCommand(host))
  flow.addCommand(
    withExamples(
      new Command('inspect')
        .description('explain an authorization URL and check it against its client; nothing is sent')
        .argument('<url>', 'as an app sends it to the browser')
        .action((url: string) => host.run((session) => inspect(session, url))),
      "grantdesk flow inspect 'https://login.mypurecloud.com/oauth/authorize?client_id=7b1f…'",
    ),
  )
  flow.addCommand(
    withExamples(
      new Command('trial')
        .description('let the local server misbehave for one client until there is a verdict on its app')
        .argument('<client-id>', 'the OAuth client that the app uses')
        .addArgument(new Argument('<fault>', 'what goes wrong').choices(serverFaults))
        .option('--port <n>', 'another port than 8484; 0 takes any free one', wholeNumber(0, 65_535))
        .action((clientId: string, fault: TrialOptions['fault'], { port }: { readonly port?: number }) =>
          host.run((session, grantdesk) =>
            tryFault(session, grantdesk, { clientId, fault, ...(port !== undefined && { port }) }),
          ),
        ),
      'grantdesk flow trial 7b1f… wrong_state',
    ),
  )
  return flow
}

function runCommand(host: CommandHost): Command {
  const command = new Command('run')
    .description('run a flow for a client, step by step; exit code 0 only for one that is done')
    .argument('<client-id>', 'an OAuth client of the organization')
    .option('--grant-type <type>', "another than the client's, in any spelling")
    .option('--pkce', 'authorization code with PKCE')
    .option('--no-pkce', 'authorization code without PKCE')
    .option('--scopes <a,b>', 'scopes to ask for; by default the request names none', commaList)
    .option('--user <email>', 'log in as this user without a browser, on the local server')
    .option('--password-stdin', "read the user's password from the input, after a secret")
    .option('--secret-stdin', "read the client's secret from the input; the keychain's by default")
    .option('--assertion <file>', 'a SAML assertion; by default the test provider signs one for --user')
    .option('--redirect <uri>', 'another redirect URI than the first that leads to this machine')
    .option(
      '--port <n>',
      'where to listen, if the redirect URI names no port; any free one by default',
      wholeNumber(1, 65_535),
    )
    .option('--patience <seconds>', 'how long the browser may take', wholeNumber(1, 3_600))
    .option('--issuer <url>', 'a server with metadata (RFC 8414); the local one by default')
    .option('--authorization-endpoint <url>', 'of a server without metadata')
    .option('--token-endpoint <url>', 'of a server without metadata')
    .option('--revocation-endpoint <url>', 'of a server without metadata')
    .option('--introspection-endpoint <url>', 'of a server without metadata')
    .option('--then <steps>', 'what follows: call, introspect, refresh, revoke, in any order', followUps)
    .option('--operation <operation>', "for call; 'GET /api/v2/tokens/me' by default")
    .option('--no-open', 'do not open a browser, only print the address')
    .option('--export <file>', 'write the run, without secrets, as .json or .har')
    .action((clientId: string, options: FlowOptions) =>
      host.run((session, grantdesk) => runFlow(session, grantdesk, { clientId, options })),
    )
  return withExamples(
    command,
    "grantdesk flow run 7b1f… --user ada@acme.example --then call,revoke --operation 'GET /api/v2/users'",
    'grantdesk flow run 7b1f… --issuer https://login.mypurecloud.de --secret-stdin',
  )
}

function followUps(text: string): readonly FollowUp[] {
  return commaList(text).map((name) => {
    const known: readonly FollowUp[] = ['call', 'introspect', 'refresh', 'revoke']
    const found = known.find((step) => step === name)
    if (found) return found
    throw new InvalidArgumentError(`Allowed are ${known.join(', ')}.`)
  })
}

async function inspect(session: Session, url: string): Promise<ExitCode> {
  const found = await session.call('lab.inspect', { acting: await session.acting(), url })
  session.out.record(found, () => inspectionLines(session, found))
  return found.verdict === 'failed' ? exitCodes.refused : exitCodes.done
}

const marks = { passed: '✓', warning: '!', failed: '✗', not_checked: '–' } as const
const colours = { passed: 'green', warning: 'yellow', failed: 'red', not_checked: 'dim' } as const

function inspectionLines({ out }: Session, found: Inspection): readonly string[] {
  return [
    out.style('bold', plain(found.endpoint)),
    ...found.parameters.flatMap(({ name, value, meaning, clause, result, finding }) => [
      `${out.style(colours[result], marks[result])} ${plain(name)}=${clip(plain(value), 80)}`,
      `  ${plain(meaning)} ${out.style('dim', `[${clause}]`)}`,
      `  ${plain(finding)}`,
    ]),
    '',
    plain(found.summary),
  ]
}
