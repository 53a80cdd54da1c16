import { Command } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import { operationName } from '../core/model/operation.ts'
import { readCatalogueSource } from './catalogue-source.ts'
import type { CommandHost } from './host.ts'
import { withExamples } from './help.ts'
import type { Session } from './session.ts'
import { fields, table } from './table.ts'
import { clip, formatTime, plain } from './text.ts'

type Report = OutputOf<'catalogue.import'>

/** `grantdesk catalogue …`: which permissions and scopes every operation needs (P1). */
export function catalogueCommand(host: CommandHost): Command {
  const catalogue = new Command('catalogue').description('the API catalogue')
  withExamples(
    catalogue,
    'grantdesk catalogue import publicapi-v2-swagger.json',
    "grantdesk catalogue show 'POST /api/v2/users'",
  )
  catalogue.addCommand(
    withExamples(
      new Command('import')
        .description('read an API document (Swagger 2 or OpenAPI 3, JSON or YAML) and use its operations')
        .argument('<file|url>', 'a file, or an https address')
        .option('--dry-run', 'only report what the document holds')
        .action((source: string, options: { readonly dryRun?: boolean }) =>
          host.run((session) => importCatalogue(session, source, options.dryRun ?? false)),
        ),
      'grantdesk catalogue import publicapi-v2-swagger.json --dry-run',
      'grantdesk catalogue import https://api.mypurecloud.com/api/v2/docs/swagger',
    ),
  )
  catalogue.addCommand(
    withExamples(
      new Command('show')
        .description('show what one operation needs, or the catalogue itself')
        .argument('[operation]', "such as 'POST /api/v2/users'")
        .action((operation: string | undefined) =>
          host.run((session) =>
            operation === undefined ? showCatalogue(session) : showOperation(session, operation),
          ),
        ),
      "grantdesk catalogue show 'POST /api/v2/users'",
    ),
  )
  return catalogue
}

async function importCatalogue(session: Session, source: string, dryRun: boolean) {
  const { words } = session
  const acting = await session.acting()
  const report = await session.call('catalogue.import', {
    acting,
    source: await readCatalogueSource(source, words),
    dryRun,
  })
  session.out.record({ source, saved: !dryRun, ...report }, () => [
    ...reportLines(session, report),
    dryRun ? words.notSaved : words.imported(report.operations),
  ])
}

async function showCatalogue(session: Session) {
  const { words } = session
  const { organization } = await session.organization()
  const shown = await session.call('catalogue.show', { organizationId: organization.id })
  session.out.record({ id: organization.id, ...shown }, () => [
    ...fields([
      [words.source, shown.source === null ? words.shippedCatalogue : plain(shown.source)],
      ...(shown.importedAt === null ? [] : [[words.importedAt, formatTime(shown.importedAt)] as const]),
      [words.operations, String(shown.operations)],
      [words.scopes, String(shown.scopes.length)],
    ]),
    ...(shown.report === null ? [] : reportLines(session, shown.report)),
  ])
}

async function showOperation(session: Session, name: string) {
  const { words } = session
  const { organization } = await session.organization()
  const operation = await session.call('catalogue.operation', {
    organizationId: organization.id,
    operation: name,
  })
  const { permissions } = operation
  session.out.record({ id: operationName(operation), ...operation }, () =>
    fields([
      [words.operation, plain(operationName(operation))],
      [
        permissions.match === 'any' ? words.anyPermission : words.allPermissions,
        permissions.names.map(plain).join(', ') || words.none,
      ],
      [words.anyScope, operation.scopes.map(plain).join(', ') || words.none],
      [words.acceptsOAuth, operation.acceptsOAuth ? words.yes : words.guestOnly],
      ...(operation.deprecated ? [[words.deprecated, words.yes] as const] : []),
    ]),
  )
}

function reportLines({ words }: Session, report: Report): readonly string[] {
  return [
    ...fields([
      [words.document, plain(`${report.title} ${report.version} (${report.format})`)],
      [words.operations, String(report.operations)],
      [words.permissions, String(report.permissions)],
      [words.scopes, String(report.scopes)],
      [words.withoutPermissions, String(report.withoutPermissions)],
      [words.withoutScopes, String(report.withoutScopes)],
      [words.guestOnlyOperations, String(report.guestOnly)],
      [words.unreadable, String(report.unreadable.length)],
    ]),
    ...(report.unreadable.length === 0
      ? []
      : table(
          [words.place, words.problem, words.text],
          report.unreadable.map((entry) => [
            plain(entry.pointer),
            words.problems[entry.problem],
            clip(plain(entry.text), 60),
          ]),
        )),
  ]
}
