import { Command, InvalidArgumentError } from 'commander'
import type { PackOptions } from './evidence-pack.ts'
import { withExamples } from './help.ts'
import type { CommandHost } from './host.ts'

/** `grantdesk evidence`: archives that prove what was audited, and that nobody changed it (U5). */
export function evidenceCommand(host: CommandHost): Command {
  const { version } = host.installation
  const command = new Command('evidence')
    .description('archives that prove what was audited')
    .addCommand(
      withExamples(
        new Command('pack')
          .description('audit a snapshot and pack it with result, reports, policy and log, signed')
          .argument('<snapshot>', 'a file that `snapshot take` or `snapshot import` wrote')
          .requiredOption('--out <file>', 'the archive, written as a whole or not at all')
          .option('--baseline <file>', 'an earlier snapshot, to tell new findings from old ones')
          .option('--policy <file>', 'a policy file in YAML')
          .action((snapshot: string, options: PackOptions) =>
            host.run(async (session) => {
              const { packEvidenceFile } = await import('./evidence-pack.ts')
              return packEvidenceFile(session, { path: snapshot, version }, options)
            }),
          ),
        'grantdesk evidence pack acme.json.gz --policy audit-policy.yaml --out evidence.zip',
      ),
    )
    .addCommand(
      withExamples(
        new Command('verify')
          .description('whether an archive is as it was signed; needs no workspace and no network')
          .argument('<archive>', 'a file that `evidence pack` wrote')
          .option(
            '--signer <fingerprint>',
            'who has to have signed it, as `evidence signer` prints it there',
            fingerprint,
          )
          .action((archive: string, options: { readonly signer?: string }) =>
            host.runPlain(async (plain) => {
              const { verifyEvidenceFile } = await import('./evidence-verify.ts')
              return verifyEvidenceFile(plain, archive, options.signer ?? '')
            }),
          ),
        'grantdesk evidence verify evidence.zip --signer SHA256:p2uLk…',
      ),
    )
    .addCommand(
      withExamples(
        new Command('signer')
          .description('the fingerprint of the key that signs here, to tell to whoever verifies')
          .action(() =>
            host.run(async (session) => {
              const { showSigner } = await import('./evidence-pack.ts')
              return showSigner(session)
            }),
          ),
        'grantdesk evidence signer',
      ),
    )
  return withExamples(
    command,
    'grantdesk evidence pack acme.json.gz --out evidence.zip',
    'grantdesk evidence verify evidence.zip --signer SHA256:p2uLk…',
  )
}

/** A fingerprint that was cut or mistyped is no other signer. */
function fingerprint(text: string): string {
  if (/^SHA256:[A-Za-z0-9+/]{43}$/.test(text)) return text
  throw new InvalidArgumentError('A fingerprint is `SHA256:` and 43 characters.')
}
