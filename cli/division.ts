import { Command } from 'commander'
import type { CommandHost } from './host.ts'
import { withExamples } from './help.ts'
import type { Session } from './session.ts'
import { fields, table } from './table.ts'
import { plain } from './text.ts'

/** `grantdesk division …`: the parts of an organization in which roles are held (O2, O3). */
export function divisionCommand(host: CommandHost): Command {
  const division = new Command('division').description('divisions of the organization')
  withExamples(division, 'grantdesk division create Berlin')
  division.addCommand(
    withExamples(
      new Command('list').description('list the divisions').action(() => host.run(listDivisions)),
      'grantdesk division list',
    ),
  )
  division.addCommand(
    withExamples(
      new Command('create')
        .description('create a division')
        .argument('<name>')
        .action((name: string) => host.run((session) => createDivision(session, name))),
      'grantdesk division create Berlin',
    ),
  )
  return division
}

async function listDivisions(session: Session) {
  const { words } = session
  const { divisions } = await session.directory()
  session.out.list(divisions, divisions.length, () =>
    table(
      [words.name, words.id, words.homeDivision],
      divisions.map((division) => [plain(division.name), division.id, division.isHome ? words.yes : '']),
    ),
  )
}

async function createDivision(session: Session, name: string) {
  const { words } = session
  const division = await session.call('division.create', { acting: await session.acting(), name })
  session.out.record(division, () =>
    fields([
      [words.name, plain(division.name)],
      [words.id, division.id],
    ]),
  )
}
