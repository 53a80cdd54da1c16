import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { noncePlaceholder } from './content-security-policy.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export interface PageFile {
  readonly type: string
  readonly content: Uint8Array<ArrayBuffer>
}

/** A file of the built interface; undefined for anything outside its folder, unknown, or of another kind. */
export async function readPageFile(
  directory: string,
  path: string,
  nonce: string,
): Promise<PageFile | undefined> {
  const wanted = path === '/' ? '/index.html' : decodePath(path)
  if (wanted === undefined || wanted.includes('\0')) return undefined
  const root = normalize(directory)
  const file = normalize(join(root, wanted))
  const type = types[extname(file)]
  if (!file.startsWith(root.endsWith(sep) ? root : root + sep) || type === undefined) return undefined
  const content = await readFile(file).catch((cause: unknown) => {
    if (isMissing(cause)) return undefined
    throw cause
  })
  if (!content) return undefined
  if (extname(file) !== '.html') return { type, content: Uint8Array.from(content) }
  const page = content.toString('utf8').replaceAll(noncePlaceholder, nonce)
  return { type, content: new TextEncoder().encode(page) }
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch (cause) {
    if (cause instanceof URIError) return undefined
    throw cause
  }
}

function isMissing(cause: unknown): boolean {
  return (
    cause instanceof Error &&
    'code' in cause &&
    ['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes(String(cause.code))
  )
}
