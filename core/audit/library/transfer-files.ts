import { createReadStream } from 'node:fs'
import { appendFile, mkdir, open, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Result } from '../../model/result.ts'
import type { Clock, Random } from '../../organization/ports.ts'
import { isMissing } from './library-failure.ts'
import { namesIn, writeWhole } from './write-whole.ts'

/** The most bytes of a file, and of a piece of one. */
const LARGEST_FILE = 4 * 1024 ** 3
const LARGEST_CHUNK = 4 * 1024 ** 2
/** A file that nobody used for so long, in milliseconds, is forgotten. */
const FORGOTTEN_AFTER = 3_600_000
/** Pieces of this size become texts of base64 that every transport carries. */
const READ_SIZE = 3 * 1024 ** 2

/** A file that an operation made, as the contract tells of it. */
export interface MadeFile {
  readonly fileId: string
  readonly name: string
  readonly size: number
  readonly mediaType: string
}

/** A file that somebody handed over. */
export interface HandedOver {
  /** As its owner calls it; it names no path here. */
  readonly name: string
  readonly size: number
  bytes(): AsyncIterable<Uint8Array>
}

/**
 * Files on their way to or from a screen, in a folder of their own. Their ids are drawn here, and nothing else is ever made a
 * path of; the time of a file is that of its last use.
 */
export class TransferFiles {
  readonly #directory: string
  readonly #clock: Clock
  readonly #random: Random
  readonly #limit: number

  constructor(
    directory: string,
    machine: { readonly clock: Clock; readonly random: Random },
    largest = LARGEST_FILE,
  ) {
    this.#directory = directory
    this.#clock = machine.clock
    this.#random = machine.random
    this.#limit = largest
  }

  /** Adds a piece in base64 to a file; without an id it begins one. */
  async append(
    fileId: string | null,
    { name, chunk }: { readonly name: string; readonly chunk: string },
  ): Promise<Result<{ readonly fileId: string; readonly size: number }>> {
    const bytes = Buffer.from(chunk, 'base64')
    if (bytes.length !== lengthOf(chunk)) return invalidChunk({ problem: 'shape' })
    if (bytes.length > LARGEST_CHUNK) return invalidChunk({ problem: 'longer', limit: LARGEST_CHUNK })
    const id = fileId ?? (await this.#begin(name))
    const found = await this.#find(id)
    if (!found.ok) return found
    const size = found.value.size + bytes.length
    if (size > this.#limit) {
      await this.#remove(id)
      return fail({ code: 'snapshot_too_large', field: name, params: { limit: this.#limit } })
    }
    await appendFile(found.value.path, bytes)
    await this.#touch(found.value.path)
    return ok({ fileId: id, size })
  }

  /** A piece of a file in base64; `next` is null at its end. */
  async read(
    fileId: string,
    offset: number,
  ): Promise<Result<{ readonly chunk: string; readonly next: number | null; readonly size: number }>> {
    const found = await this.#find(fileId)
    if (!found.ok) return found
    const { path, size } = found.value
    const wanted = Math.max(0, Math.min(READ_SIZE, size - offset))
    const bytes = Buffer.alloc(wanted)
    await using file = await open(path, 'r')
    const { bytesRead } = wanted === 0 ? { bytesRead: 0 } : await file.read(bytes, 0, wanted, offset)
    await this.#touch(path)
    const end = offset + bytesRead
    const next = bytesRead === 0 || end >= size ? null : end
    return ok({ chunk: bytes.subarray(0, bytesRead).toString('base64'), next, size })
  }

  /** A file that somebody handed over in pieces. */
  async open(fileId: string): Promise<Result<HandedOver>> {
    const found = await this.#find(fileId)
    if (!found.ok) return found
    const { path, size } = found.value
    await this.#touch(path)
    const name = await readFile(nameOf(path), 'utf8').catch(() => '')
    return ok({ name, size, bytes: () => createReadStream(path, { highWaterMark: 256 * 1024 }) })
  }

  /** A file for a screen, written as a whole or not at all. */
  async make(
    { name, mediaType }: { readonly name: string; readonly mediaType: string },
    chunks: Parameters<typeof writeWhole>[1],
  ): Promise<MadeFile> {
    const fileId = this.#drawId()
    const { path, size } = await writeWhole(this.#directory, chunks, () => fileId)
    await this.#touch(path)
    return { fileId, name, size, mediaType }
  }

  /** Forgets what nobody used for an hour. */
  async forget(): Promise<void> {
    const now = this.#clock().getTime()
    for (const name of await namesIn(this.#directory)) {
      const path = join(this.#directory, name)
      const found = await stat(path).catch(() => undefined)
      if (found && now - found.mtimeMs > FORGOTTEN_AFTER) await rm(path, { force: true })
    }
  }

  async #begin(name: string): Promise<string> {
    await this.forget()
    const id = this.#drawId()
    await mkdir(this.#directory, { recursive: true, mode: 0o700 })
    const path = join(this.#directory, id)
    await writeFile(nameOf(path), name, { flag: 'wx', mode: 0o600 })
    await writeFile(path, '', { flag: 'wx', mode: 0o600 })
    await this.#touch(path)
    return id
  }

  async #find(id: string): Promise<Result<{ readonly path: string; readonly size: number }>> {
    const unknown = fail({ code: 'file_not_found', value: id.slice(0, 64) })
    if (!isId(id)) return unknown
    const path = join(this.#directory, id)
    try {
      const { size, mtimeMs } = await stat(path)
      return this.#clock().getTime() - mtimeMs > FORGOTTEN_AFTER ? unknown : ok({ path, size })
    } catch (cause) {
      if (isMissing(cause)) return unknown
      throw cause
    }
  }

  async #touch(path: string): Promise<void> {
    const now = this.#clock()
    await utimes(path, now, now)
    await utimes(nameOf(path), now, now).catch(() => undefined)
  }

  async #remove(id: string): Promise<void> {
    const path = join(this.#directory, id)
    await rm(path, { force: true })
    await rm(nameOf(path), { force: true })
  }

  #drawId(): string {
    return Buffer.from(this.#random.bytes(16)).toString('hex')
  }
}

/** What is drawn here and nothing else, so that no id leads out of the folder. */
function isId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text)
}

/** Beside the bytes of a file lies what its owner calls it. */
function nameOf(path: string): string {
  return `${path}.name`
}

/** How many bytes a text of base64 stands for, if every character of it counts. */
function lengthOf(base64: string): number {
  return Math.floor((base64.replace(/={1,2}$/, '').length * 3) / 4)
}

function invalidChunk(params: Readonly<Record<string, string | number>>): Result<never> {
  return fail({ code: 'input_invalid', field: 'chunk', params })
}
