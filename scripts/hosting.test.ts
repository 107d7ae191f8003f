import { describe, expect, it } from 'vitest';
import { PAGE_CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from '../src/offline/security-headers';
import { headersFile } from './hosting';

describe('headersFile', () => {
  it('gives every security header to every file, in the form that hosts read', () => {
    const [path, ...lines] = headersFile().split('\n');
    expect(path).toBe('/*');
    for (const [name, value] of Object.entries(SECURITY_HEADERS))
      expect(lines).toContain(`  ${name}: ${value}`);
  });

  it('lets hashed files be kept', () => {
    expect(headersFile()).toMatch(/^\/assets\/\*\n {2}Cache-Control: .*immutable$/m);
  });
});

describe('policy', () => {
  const header = SECURITY_HEADERS['Content-Security-Policy']!;

  it('allows no host but the own one, no text as code, and no inline anything', () => {
    for (const policy of [header, PAGE_CONTENT_SECURITY_POLICY]) {
      expect(policy).toMatch(/^default-src 'none';/);
      expect(policy).not.toMatch(/https?:|\*|data:|'unsafe-inline'|'unsafe-eval'/);
    }
  });

  it('keeps Trusted Types away from workers, whose runtime starts threads from a plain address', () => {
    expect(PAGE_CONTENT_SECURITY_POLICY).toContain('require-trusted-types-for');
    expect(header).not.toContain('trusted-types');
  });

  it('lets the app use camera, microphone and all that tells how it is turned, and nothing that would locate or copy', () => {
    const features = SECURITY_HEADERS['Permissions-Policy']!.split(', ');
    for (const feature of ['camera', 'microphone', 'accelerometer', 'gyroscope', 'magnetometer'])
      expect(features).toContain(`${feature}=(self)`);
    for (const feature of ['geolocation', 'display-capture']) expect(features).toContain(`${feature}=()`);
  });

  it('puts nothing into the page that browsers ignore there', () => {
    expect(PAGE_CONTENT_SECURITY_POLICY).not.toContain('frame-ancestors');
  });
});
