/** Electron fixes its latest three major versions; an older one gets none of Chromium's security fixes (E16). */
const supportedMajors = 3

/** Whether a version is of a line that still gets fixes, now that `latest` is the newest. */
export function isSupportedLine(version: string, latest: string): boolean {
  return majorOf(latest) - majorOf(version) < supportedMajors
}

function majorOf(version: string): number {
  const major = /^(\d+)\.\d+\.\d+$/.exec(version)?.[1]
  if (major === undefined) throw new Error(`\`${version}\` is no exact version`)
  return Number(major)
}
