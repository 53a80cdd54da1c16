import { Command, Option } from 'commander'
import { severities } from '../core/model/finding.ts'
import type { AuditFormat, AuditOptions } from './audit-run.ts'
import { withExamples } from './help.ts'
import type { CommandHost } from './host.ts'

const auditFormats: readonly AuditFormat[] = ['text', 'html', 'md', 'csv', 'json', 'sarif']

/** `grantdesk audit`: what is risky in a snapshot, and why; needs no workspace and no network (U2, U4). */
export function auditCommand(host: CommandHost): Command {
  return withExamples(
    new Command('audit')
      .description('what is risky in a snapshot, why, and how it is mended')
      .argument('<snapshot>', 'a file that `snapshot take` or `snapshot import` wrote')
      .option('--baseline <file>', 'an earlier snapshot, to tell new findings from old ones')
      .option('--policy <file>', 'a policy file in YAML')
      .addOption(
        new Option('--fail-on <severity>', 'exit with 1 for findings at or above it').choices(severities),
      )
      .addOption(
        new Option('--format <format>', 'text by default, or as the name of --out ends').choices(
          auditFormats,
        ),
      )
      .option('--out <file>', 'write the report to a file, as a whole or not at all')
      .option('--redact', 'replace names, ids, addresses and hosts; needs --map')
      .option('--map <file>', 'where to write what was replaced by what')
      .option('--network', 'ask name servers about the hosts of redirect URIs')
      .action((snapshot: string, options: AuditOptions) =>
        host.runPlain(async (plain) => {
          const { auditSnapshotFile } = await import('./audit-run.ts')
          return auditSnapshotFile(plain, { path: snapshot, version: host.installation.version }, options)
        }),
      ),
    'grantdesk audit acme.json.gz',
    'grantdesk audit acme.json.gz --baseline last-quarter.json.gz --fail-on high --out report.html',
  )
}
