import { Command, Option } from 'commander'
import { withExamples } from './help.ts'
import type { CommandHost } from './host.ts'
import type { DiffFormat, DiffOptions } from './snapshot-diff.ts'
import type { ImportOptions } from './snapshot-import.ts'
import { takeSnapshotFile } from './snapshot-take.ts'

/** In which a comparison is printed. */
const diffFormats: readonly DiffFormat[] = ['text', 'md', 'csv', 'json', 'html']

/** `grantdesk snapshot …`: take, show, verify, import and compare snapshots (U1, U3). All but taking needs no workspace. */
export function snapshotCommand(host: CommandHost): Command {
  const snapshot = new Command('snapshot').description('files that show an organization at one moment')
  withExamples(
    snapshot,
    'grantdesk snapshot take --org Acme acme.json.gz',
    'grantdesk snapshot diff last-quarter.json.gz acme.json.gz',
  )
  const commands = [
    takeCommand(host),
    showCommand(host),
    verifyCommand(host),
    importCommand(host),
    diffCommand(host),
  ]
  for (const command of commands) snapshot.addCommand(command)
  return snapshot
}

function takeCommand(host: CommandHost): Command {
  return withExamples(
    new Command('take')
      .description('write an organization as it is now to a file, without any secret')
      .argument('<file>', 'packed with gzip where its name ends with .gz')
      .action((file: string) => host.run((session, grantdesk) => takeSnapshotFile(session, grantdesk, file))),
    'grantdesk snapshot take --org Acme acme.json.gz',
  )
}

function showCommand(host: CommandHost): Command {
  return withExamples(
    new Command('show')
      .description('what a snapshot holds and lacks')
      .argument('<file>')
      .action((file: string) =>
        host.runPlain(async (plain) => {
          const { showSnapshotFile } = await import('./snapshot-files.ts')
          await showSnapshotFile(plain, file)
        }),
      ),
    'grantdesk snapshot show acme.json.gz',
  )
}

function verifyCommand(host: CommandHost): Command {
  return withExamples(
    new Command('verify')
      .description('whether a snapshot is intact: its content has the digest that it says')
      .argument('<file>')
      .action((file: string) =>
        host.runPlain(async (plain) => {
          const { verifySnapshotFile } = await import('./snapshot-files.ts')
          await verifySnapshotFile(plain, file)
        }),
      ),
    'grantdesk snapshot verify acme.json.gz',
  )
}

function importCommand(host: CommandHost): Command {
  return withExamples(
    new Command('import')
      .description(
        "make a snapshot of the vendor's JSON listings, a table of clients in CSV, or Terraform state",
      )
      .argument('<files...>', 'one file, or several listings')
      .requiredOption('--out <file>', 'the snapshot; packed with gzip where its name ends with .gz')
      .option('--organization <name>', 'of the organization, where the files do not say it')
      .option('--yes', 'leave records out that cannot be read, without asking')
      .action((files: readonly string[], options: ImportOptions) =>
        host.runPlain(async (plain) => {
          const { importSnapshotFiles } = await import('./snapshot-import.ts')
          await importSnapshotFiles(plain, files, options)
        }),
      ),
    'grantdesk snapshot import clients.json authorizations.json --organization Acme --out acme.json.gz',
    'grantdesk snapshot import terraform.tfstate --out acme.json.gz',
  )
}

function diffCommand(host: CommandHost): Command {
  return withExamples(
    new Command('diff')
      .description('what changed between two snapshots, and who can do more or less than before')
      .argument('<before>')
      .argument('<after>')
      .addOption(
        new Option('--format <format>', 'text by default, or as the name of --out ends').choices(diffFormats),
      )
      .option('--out <file>', 'write it to a file, as a whole or not at all')
      .action((before: string, after: string, options: DiffOptions) =>
        host.runPlain(async (plain) => {
          const { diffSnapshotFiles } = await import('./snapshot-diff.ts')
          const { version } = host.installation
          await diffSnapshotFiles(plain, { before, after, version }, options)
        }),
      ),
    'grantdesk snapshot diff last-quarter.json.gz acme.json.gz',
    'grantdesk snapshot diff last-quarter.json.gz acme.json.gz --out changes.html',
  )
}
