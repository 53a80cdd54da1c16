import { fail, ok, type Result } from '../../model/result.ts'
import { readSnapshot, type ReadSnapshot } from '../snapshot/read-snapshot.ts'
import { snapshotDigest } from '../snapshot/write-snapshot.ts'
import { importClientsCsv } from './import-clients-csv.ts'
import { importListings, isListing, type ParsedFile } from './import-listings.ts'
import { describeProblem, type ImportProblem } from './import-problem.ts'
import { importTerraform, isTerraform } from './import-terraform.ts'
import type { ImportedRecords, ImportOptions } from './imported-snapshot.ts'
import { parseJsonFile } from './parse-json.ts'

/** A file of which the bytes come in, under the name by which a person knows it. */
export interface ImportFile {
  readonly name: string
  readonly chunks: AsyncIterable<Uint8Array>
}

export interface AnyImportOptions extends ImportOptions {
  /** Tells how many bytes of all files were read. */
  readonly onProgress?: (bytes: number) => void
  readonly isCancelled?: () => boolean
}

export interface AnyImport extends ReadSnapshot {
  /** Records that were left out (F2); none in a snapshot, which is read whole or not at all. */
  readonly problems: readonly ImportProblem[]
  readonly good: number
}

/** The most that a file other than a snapshot may have, in bytes: its text is held whole. */
const MAX_TEXT_BYTES = 256 * 2 ** 20

/** How far into a file its kind shows. */
const HEAD = 4_096

/**
 * Reads whatever a person has: a snapshot's file, or the vendor's listings in any number of files, a table of clients, or Terraform's
 * state, by what stands in them rather than by their names.
 */
export async function readAnyImport(
  files: readonly ImportFile[],
  options: AnyImportOptions,
): Promise<Result<AnyImport>> {
  const texts: { readonly name: string; readonly text: string }[] = []
  let read = 0
  for (const { name, chunks } of files) {
    const before = read
    const onProgress = (bytes: number) => {
      read = before + bytes
      options.onProgress?.(read)
    }
    const { head, whole } = await beginning(chunks)
    if (isSnapshotFile(head)) {
      if (files.length > 1) return refused(name, 'import_alone')
      const { isCancelled = () => false } = options
      const found = await readSnapshot(whole, { name, onProgress, isCancelled })
      return found.ok ? ok({ ...found.value, problems: [], good: recordsIn(found.value) }) : found
    }
    const text = await readText(whole, { name, onProgress, isCancelled: options.isCancelled })
    if (!text.ok) return text
    texts.push({ name, text: text.value })
  }
  const imported = importTexts(texts, options)
  if (!imported.ok) return imported
  const { snapshot, found, good } = imported.value
  const problems = found.map((problem) => describeProblem(problem, options.language))
  return ok({ snapshot, digest: snapshotDigest(snapshot), isRedacted: false, problems, good })
}

function importTexts(
  texts: readonly { readonly name: string; readonly text: string }[],
  options: ImportOptions,
): Result<ImportedRecords> {
  const [first] = texts
  if (!first) return refused('', 'document_empty')
  const parsed: ParsedFile[] = []
  for (const file of texts) {
    const start = file.text.trimStart()
    if (start === '') return refused(file.name, 'document_empty')
    if (start.startsWith('<')) return refused(file.name, 'document_markup')
    if (!start.startsWith('{') && !start.startsWith('[')) {
      return texts.length > 1 ? refused(file.name, 'import_alone') : importClientsCsv(file, options)
    }
    const read = parseJsonFile(file)
    if (!read.ok) return read
    parsed.push({ name: file.name, value: read.value })
  }
  const terraform = parsed.find(({ value }) => isTerraform(value))
  if (terraform) {
    return parsed.length > 1 ? refused(terraform.name, 'import_alone') : importTerraform(terraform, options)
  }
  const unknown = parsed.find(({ value }) => !isListing(value))
  return unknown ? refused(unknown.name, 'import_unknown') : importListings(parsed, options)
}

/** By its first bytes: packed, or with the name of the format in it. */
function isSnapshotFile(head: Buffer): boolean {
  return (head[0] === 0x1f && head[1] === 0x8b) || head.includes('urn:grantdesk:snapshot:')
}

/** The first bytes, which tell what a file is, and all of it. */
async function beginning(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ readonly head: Buffer; readonly whole: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let length = 0
  while (length < HEAD) {
    const next = await iterator.next()
    if (next.done) break
    held.push(next.value)
    length += next.value.length
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield* held
    for (;;) {
      const next = await iterator.next()
      if (next.done) return
      yield next.value
    }
  }
  return { head: Buffer.concat(held).subarray(0, HEAD), whole: whole() }
}

async function readText(
  chunks: AsyncIterable<Uint8Array>,
  about: {
    readonly name: string
    readonly onProgress: (bytes: number) => void
    readonly isCancelled: (() => boolean) | undefined
  },
): Promise<Result<string>> {
  const held: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    if (about.isCancelled?.()) return fail({ code: 'cancelled' })
    held.push(chunk)
    bytes += chunk.length
    if (bytes > MAX_TEXT_BYTES) {
      return fail({ code: 'snapshot_too_large', field: about.name, params: { limit: MAX_TEXT_BYTES } })
    }
    about.onProgress(bytes)
  }
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(held)))
  } catch {
    return refused(about.name, 'document_not_utf8')
  }
}

function refused(name: string, problem: string): Result<never> {
  return fail({ code: 'import_unreadable', field: name, params: { problem } })
}

function recordsIn({ snapshot }: ReadSnapshot): number {
  const { clients, authorizations, users, roles, divisions, usage } = snapshot
  return [clients, authorizations, users, roles, divisions, usage].reduce(
    (sum, { length }) => sum + length,
    0,
  )
}
