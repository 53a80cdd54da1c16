import type { AdminApi } from '../../contract/contract.ts'
import type { OrganizationId } from '../../model/brand.ts'
import type { Organization } from '../../model/directory.ts'
import { ok, type Result } from '../../model/result.ts'
import type { ProcessFolders } from '../library/process-folders.ts'
import { openedIdOf } from './fill-store.ts'

/** A snapshot that is shown: an application of its own, of which only queries are asked. */
export interface SnapshotApplication {
  readonly organization: Organization
  /** The operations that it answers. */
  readonly api: Partial<AdminApi>
  close(): Promise<void>
}

/** Fills a folder with the snapshot. */
type Fill = (directory: string) => Promise<Result<{ readonly takenAt: string }>>

type Build = (
  directory: string,
  shown: { readonly organizationId: OrganizationId; readonly takenAt: string },
) => Promise<SnapshotApplication>

/** The snapshots that are shown now, each as a read-only organization (U1). */
export class OpenedSnapshots {
  readonly #folders: ProcessFolders
  readonly #build: Build
  readonly #onChange: () => void
  readonly #opened = new Map<OrganizationId, SnapshotApplication>()
  /** One after the other, so that none is opened twice or closed while it is opened. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(parts: {
    readonly folders: ProcessFolders
    readonly build: Build
    readonly onChange: () => void
  }) {
    this.#folders = parts.folders
    this.#build = parts.build
    this.#onChange = parts.onChange
  }

  organizations(): readonly Organization[] {
    return [...this.#opened.values()].map(({ organization }) => organization)
  }

  find(organizationId: string): SnapshotApplication | undefined {
    // Any text may be asked for; only ids of opened ones are keys.
    return this.#opened.get(organizationId as OrganizationId)
  }

  /** The organization that shows a kept snapshot; null where it is not open. */
  openedAs(snapshotId: string): OrganizationId | null {
    const id = openedIdOf(snapshotId)
    return this.#opened.has(id) ? id : null
  }

  /** Opening an opened one again changes nothing. */
  open(snapshotId: string, fill: Fill): Promise<Result<{ readonly organizationId: OrganizationId }>> {
    const organizationId = openedIdOf(snapshotId)
    return this.#inTurn(async () => {
      if (this.#opened.has(organizationId)) return ok({ organizationId })
      const directory = await this.#folders.make(organizationId)
      try {
        const filled = await fill(directory)
        if (!filled.ok) return filled
        const { takenAt } = filled.value
        this.#opened.set(organizationId, await this.#build(directory, { organizationId, takenAt }))
      } finally {
        if (!this.#opened.has(organizationId)) await this.#folders.remove(organizationId)
      }
      this.#onChange()
      return ok({ organizationId })
    })
  }

  /** Closing a closed one changes nothing. */
  close(snapshotId: string): Promise<void> {
    const organizationId = openedIdOf(snapshotId)
    return this.#inTurn(async () => {
      const opened = this.#opened.get(organizationId)
      if (!opened) return
      this.#opened.delete(organizationId)
      this.#onChange()
      await opened.close()
      await this.#folders.remove(organizationId)
    })
  }

  async closeAll(): Promise<void> {
    await this.#inTurn(async () => {
      for (const opened of this.#opened.values()) await opened.close()
      this.#opened.clear()
      await this.#folders.removeAll()
    })
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => undefined)
    return result
  }
}
