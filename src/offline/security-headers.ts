/**
 * The headers that every answer of the app carries, as plain data: the service worker puts them on what it serves,
 * `scripts/serve.ts` sends them, and the build writes them to `_headers` for hosts that read such a file.
 */

/** Name of our own Trusted Types policy (`trusted-script-url.ts`); Lit brings the other one. */
export const TRUSTED_SCRIPT_POLICY = 'nearsay';

/**
 * Nothing may be fetched, run, embedded or sent that isn't the app's own.
 * - `wasm-unsafe-eval` is what WebAssembly needs; JavaScript's eval stays forbidden.
 * - `blob:` is for the photos and videos that a person picks.
 * - `form-action` doesn't stand in the way of the share target: that POST comes from the system, not from a form.
 */
const CONTENT_DIRECTIVES = [
  `default-src 'none'`,
  `script-src 'self' 'wasm-unsafe-eval'`,
  `worker-src 'self'`,
  `connect-src 'self'`,
  `img-src 'self' blob:`,
  `media-src 'self' blob:`,
  `style-src 'self'`,
  `manifest-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
];

/** In a `<meta>` element browsers ignore `frame-ancestors` with a warning, so it stands in the header only. */
const HEADER_ONLY_DIRECTIVES = [`frame-ancestors 'none'`];

/**
 * Trusted Types, for the page only: ONNX Runtime starts its thread workers inside our vision worker from a plain
 * string, and the headers of that worker's script decide whether it may.
 */
const PAGE_ONLY_DIRECTIVES = [
  `require-trusted-types-for 'script'`,
  `trusted-types lit-html ${TRUSTED_SCRIPT_POLICY}`,
];

/** The policy for the `<meta>` element of index.html: it holds on every host, before any service worker. */
export const PAGE_CONTENT_SECURITY_POLICY = [...CONTENT_DIRECTIVES, ...PAGE_ONLY_DIRECTIVES].join('; ');

/**
 * Cross-origin isolation, which shared memory and so threads in WebAssembly need
 * (https://html.spec.whatwg.org/multipage/document-sequences.html#cross-origin-isolation-mode).
 */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/**
 * What the event `deviceorientation` is made of; the last one isn't needed for it, but Safari asks for it, too
 * (https://bugs.webkit.org/show_bug.cgi?id=271891).
 */
const ORIENTATION_SENSORS = ['accelerometer', 'gyroscope', 'magnetometer'];

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  ...ISOLATION_HEADERS,
  'Content-Security-Policy': [...CONTENT_DIRECTIVES, ...HEADER_ONLY_DIRECTIVES].join('; '),
  'Permissions-Policy': [
    'camera=(self)',
    // For the search by voice, which understands on the device or not at all (src/find/spoken-choice.ts). Besides, WebKit
    // ignores `audioSession.type` where a page may not use the microphone (src/sounds/audio-session.ts).
    'microphone=(self)',
    ...ORIENTATION_SENSORS.map((sensor) => `${sensor}=(self)`),
    ...['geolocation', 'display-capture'].map((feature) => `${feature}=()`),
  ].join(', '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** The same answer with the security headers on it, whatever the host sent. */
export function withSecurityHeaders(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
