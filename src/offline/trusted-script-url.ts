import type { TrustedTypePolicyFactory } from 'trusted-types/lib';
import { TRUSTED_SCRIPT_POLICY } from './security-headers';

/** Only Chromium and Safari 26 know Trusted Types; elsewhere the address is used as it is. */
const factory = (globalThis as { trustedTypes?: TrustedTypePolicyFactory }).trustedTypes;

const policy = factory?.createPolicy(TRUSTED_SCRIPT_POLICY, { createScriptURL: ownScriptUrl });

/**
 * Vouches for a script's address, for `new Worker(...)` and service worker registration, which the page's policy
 * (`security-headers.ts`) refuses to do from a plain string.
 * @param url - absolute, or relative to the document.
 * @returns a `TrustedScriptURL` where there are such, typed as string because TypeScript's DOM types lack it.
 * @throws TypeError when the script isn't of the app's own origin.
 */
export function trustedScriptUrl(url: string | URL): string {
  return (policy?.createScriptURL(String(url)) ?? ownScriptUrl(String(url))) as string;
}

function ownScriptUrl(url: string): string {
  const { origin, href } = new URL(url, location.href);
  if (origin !== location.origin) throw new TypeError(`Not a script of this app: ${href}`);
  return href;
}
