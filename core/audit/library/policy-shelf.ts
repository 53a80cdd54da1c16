import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing } from './library-failure.ts'
import { writeWholeText } from './write-whole.ts'

/** The policy files of organizations, each under the organization's id. */
export class PolicyShelf {
  readonly #directory: string

  constructor(directory: string) {
    this.#directory = directory
  }

  /** Empty where there is none. */
  async read(organizationId: string): Promise<string> {
    try {
      return await readFile(this.#pathOf(organizationId), 'utf8')
    } catch (cause) {
      if (isMissing(cause)) return ''
      throw cause
    }
  }

  async write(organizationId: string, text: string): Promise<void> {
    await writeWholeText(this.#pathOf(organizationId), text)
  }

  #pathOf(organizationId: string): string {
    return join(this.#directory, `${fileNameOf(organizationId)}.yaml`)
  }
}

/** A UUID as it stands; whatever else a snapshot calls its organization may be a path, so its digest stands for it. */
function fileNameOf(id: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id
  return `sha256-${createHash('sha256').update(id).digest('hex')}`
}
