import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { SECURITY_HEADERS } from '../src/offline/security-headers';
import { cacheControl } from './hosting';

/** What GitHub Pages sends with every file; it lets nobody set headers. */
const PLAIN_HOST_CACHE_CONTROL = 'max-age=600';

export interface ServeOptions {
  /** Folder that holds index.html, or a folder above it to serve the app from a path. Read anew at each request. */
  readonly directory: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Address to listen at: this machine only by default, "0.0.0.0" for the whole network. */
  readonly host?: string;
  /** PEM texts; with them the server speaks https. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** False sends no header of ours, as a plain static host does. */
  readonly headers?: boolean;
  /** Sees each request first and may answer it itself, which it tells by true: tests break things with it. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface RunningServer {
  /** Ends with a slash. */
  readonly url: string;
  readonly port: number;
  /** All requests so far, as "GET /path?query". */
  readonly requests: string[];
  /** Resolves when nothing listens any more and all connections are cut. */
  close(): Promise<void>;
}

/**
 * Serves a build of the app, compressed files (`compress.ts`) first.
 * @throws Error with code EADDRINUSE when the port is taken.
 */
export async function startServer({
  directory,
  port = 0,
  host = 'localhost',
  tls,
  headers = true,
  intercept = () => false,
}: ServeOptions): Promise<RunningServer> {
  const requests: string[] = [];
  const sendFile = sirv(directory, {
    dev: true,
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders: (response, pathname) => {
      setHeaders(response, pathname, headers);
    },
  });
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method} ${request.url}`);
    if (!intercept(request, response)) sendFile(request, response);
  };
  const server = tls ? createSecureServer({ ...tls }, answer) : createServer(answer);
  await listen(server, port, host);
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://localhost:${actualPort}/`,
    port: actualPort,
    requests,
    close: () => close(server),
  };
}

function setHeaders(response: ServerResponse, pathname: string, withHeaders: boolean): void {
  if (pathname.endsWith('.part')) response.setHeader('Content-Type', 'application/octet-stream');
  response.setHeader('Cache-Control', withHeaders ? cacheControl(pathname) : PLAIN_HOST_CACHE_CONTROL);
  if (withHeaders) response.setHeaders(new Map(Object.entries(SECURITY_HEADERS)));
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
