/** Why a file is not taken: it is longer than any certificate, or it holds what nobody should show here (F4). */
export type CertificateFileProblem = 'tooLong' | 'privateKey'

/** The first byte of DER: a sequence. */
const SEQUENCE = 0x30
const MAX_BYTES = 50_000

/** A certificate's file as the core takes it: PEM as it is, DER in base64. */
export async function readCertificateFile(
  file: File,
): Promise<{ readonly text: string } | { readonly problem: CertificateFileProblem }> {
  if (file.size > MAX_BYTES) return { problem: 'tooLong' }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const text = bytes[0] === SEQUENCE ? bytes.toBase64() : new TextDecoder().decode(bytes)
  return text.includes('PRIVATE KEY-----') ? { problem: 'privateKey' } : { text }
}
