import type { TranslationOf } from '../translation-of.ts'
import type { Messages } from '../en/index.ts'
import { access } from './access.ts'
import { apps } from './apps.ts'
import { ask } from './ask.ts'
import { audit } from './audit.ts'
import { clients } from './clients.ts'
import { common } from './common.ts'
import { firstRun } from './firstRun.ts'
import { history } from './history.ts'
import { lab } from './lab.ts'
import { matrix } from './matrix.ts'
import { review } from './review.ts'
import { server } from './server.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { snapshots } from './snapshots.ts'
import { whatIf } from './whatIf.ts'

export const de: TranslationOf<Messages> = {
  common,
  shell,
  clients,
  apps,
  ask,
  access,
  matrix,
  whatIf,
  snapshots,
  audit,
  review,
  lab,
  server,
  firstRun,
  history,
  settings,
}
