/**
 * Stands where a browser's requests would leave the machine, and lets none through: as its proxy it sees whatever
 * page, worker or service worker sends to any host. Requests to localhost, which is where tests
 * serve the app, don't come this way.
 */

import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Chromium asks its maker for updates and accounts by itself, whatever page is open, and no switch stops it all. */
const BROWSERS_OWN_HOSTS = /^(CONNECT |\w+ https?:\/\/)(update\.googleapis\.com|accounts\.google\.com)[:/]/;

export interface WayOut {
  /** Arguments for Chromium. */
  readonly browserArguments: readonly string[];
  /** What pages and workers tried to send: method and address, for instance "CONNECT example.org:443". */
  readonly attempts: readonly string[];
  close(): void;
}

export async function watchWayOut(): Promise<WayOut> {
  const attempts: string[] = [];
  const note = ({ method, url }: IncomingMessage) => {
    const attempt = `${method} ${url}`;
    if (!BROWSERS_OWN_HOSTS.test(attempt)) attempts.push(attempt);
  };
  const proxy = createServer((request, response) => {
    note(request);
    response.writeHead(403).end();
  });
  proxy.on('connect', (request, socket) => {
    note(request);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  return {
    browserArguments: [`--proxy-server=http://127.0.0.1:${port}`],
    attempts,
    close() {
      proxy.close();
    },
  };
}
