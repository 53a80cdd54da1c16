import { Command, Option } from 'commander'
import { accessCommand } from './access.ts'
import { appCommand } from './app.ts'
import { askCommand } from './ask.ts'
import { auditCommand } from './audit.ts'
import { catalogueCommand } from './catalogue.ts'
import { clientCommand } from './client.ts'
import { divisionCommand } from './division.ts'
import { evidenceCommand } from './evidence.ts'
import type { Installation } from './host.ts'
import { createCommandHost } from './host.ts'
import { withExamples } from './help.ts'
import { flowCommand } from './flow.ts'
import { idpCommand } from './idp.ts'
import { leastScopesCommand } from './least-scopes.ts'
import { logCommand, undoCommand } from './log.ts'
import { orgCommand } from './org.ts'
import { matrixCommand } from './matrix.ts'
import { reachCommand } from './reach.ts'
import { roleCommand } from './role.ts'
import { serveCommand } from './serve.ts'
import { snapshotCommand } from './snapshot.ts'
import type { GlobalOptions } from './session.ts'
import type { Terminal } from './terminal.ts'
import { userCommand } from './user.ts'
import { whatIfCommand } from './what-if.ts'
import { whoCommand } from './who.ts'

/** The whole command line; `exitCode` tells how the command that ran has ended. */
export function createProgram(installation: Installation, terminal: Terminal) {
  const program = new Command('grantdesk')
    .description('OAuth clients and authorized applications of an organization')
    .version(installation.version)
    .addOption(
      new Option('--data <dir>', "where the workspace lives; the system's application data by default").env(
        'GRANTDESK_DATA',
      ),
    )
    .option('--org <name>', 'name or id of the organization; the only one by default')
    .option('--as <email>', 'user to act as; the first administrator by default')
    .option('--json', 'print JSON, errors included')
    .addOption(
      new Option('--lang <language>', "language of the answers; the environment's by default").choices([
        'en',
        'de',
      ]),
    )
  withExamples(
    program,
    'grantdesk org create Acme --sample 7',
    "grantdesk ask --app 7b1f… --user ada@acme.example 'POST /api/v2/users'",
  )
  const host = createCommandHost(installation, terminal, () => program.opts<GlobalOptions>())
  for (const command of [
    orgCommand(host),
    divisionCommand(host),
    userCommand(host),
    roleCommand(host),
    clientCommand(host),
    appCommand(host),
    flowCommand(host),
    idpCommand(host),
    catalogueCommand(host),
    askCommand(host),
    accessCommand(host),
    whoCommand(host),
    matrixCommand(host),
    whatIfCommand(host),
    leastScopesCommand(host),
    reachCommand(host),
    snapshotCommand(host),
    auditCommand(host),
    evidenceCommand(host),
    logCommand(host),
    undoCommand(host),
    serveCommand(host),
  ]) {
    program.addCommand(command)
  }
  prepare(program, terminal)
  return { program, exitCode: () => host.exitCode() }
}

/** Errors are thrown and told once, in one sentence, instead of being written by each command on its own. */
function prepare(command: Command, terminal: Terminal): void {
  command.exitOverride().configureHelp({ showGlobalOptions: true })
  command.configureOutput({
    writeOut: (text) => terminal.stdout.write(text),
    writeErr: (text) => terminal.stderr.write(text),
    outputError: () => undefined,
  })
  for (const child of command.commands) prepare(child, terminal)
}
